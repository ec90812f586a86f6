// A role that works with a second factor only: before anything else it is turned on, and its backup codes are kept.
import { signOut, useSession } from '../../api/session.ts';
import { Button } from '../../kit/button.tsx';
import { SecondFactor } from '../settings/second-factor.tsx';
import { FrontDoor } from './front-door.tsx';

export function SecondFactorGate() {
  const { user, company } = useSession();
  return (
    <FrontDoor wide title="Your role needs a second factor" lead={`${company.name} asks for a code of an authenticator app beside the password. Turn it on to go on, ${user.name}.`}>
      <SecondFactor onKept={() => window.location.reload()} />
      <p className="mt-4"><Button onClick={() => void signOut().then(() => window.location.assign('/sign-in'))}>Sign out</Button></p>
    </FrontDoor>
  );
}
