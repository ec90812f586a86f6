// The door: signing in, then back to where one was going.
import { useAddressParams } from '../../app/address.ts';
import { FrontDoor } from './front-door.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInScreen() {
  const { from } = useAddressParams();
  // Only a path of our own: an address from outside must not send people elsewhere.
  const target = typeof from === 'string' && /^\/(?![/\\])/.test(from) ? from : '/';
  return (
    <FrontDoor title="Sign in">
      <SignInForm onDone={() => window.location.assign(target)} />
    </FrontDoor>
  );
}
