// The news that there is something delivered to price.

/** News for whoever makes charges: how many deliveries of which entity and run were recorded, or linked to their order. */
export const DELIVERIES_RECORDED = 'evidence.deliveries_recorded';
