// What our code and the sign-in library agree on, apart from the library itself, which takes a quarter of a second to load.

export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;
export const COOKIE_PREFIX = 'counterfoil';
/** Set by us on every request handed to the library, after removing what a client may have sent. */
export const ADDRESS_HEADER = 'x-counterfoil-address';
