// First start: create the owner, then an empty company or the sample one.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { asProblem } from '../../api/problem.ts';
import { sessionQuery, setupQuery } from '../../api/session.ts';
import { ProblemBanner } from '../../kit/problem-banner.tsx';
import { ProgressBar } from '../../kit/progress-bar.tsx';
import { SkeletonLines } from '../../kit/skeleton.tsx';
import { useAddressParams } from '../../app/address.ts';
import { FrontDoor } from '../sign-in/front-door.tsx';
import { CompanyChoice } from './company-choice.tsx';
import { OwnerForm } from './owner-form.tsx';

const sampleMs = 500;

export function WelcomeScreen() {
  const { step } = useAddressParams();
  const queries = useQueryClient();
  const setup = useQuery({
    ...setupQuery,
    refetchInterval: (query) => (query.state.data?.state === 'opening_sample' ? sampleMs : false),
  });
  const state = setup.data?.state;
  const isAnotherCompany = step === 'company';
  const again = () => {
    queries.removeQueries({ queryKey: sessionQuery.queryKey });
    void queries.invalidateQueries({ queryKey: setupQuery.queryKey });
  };
  useEffect(() => {
    if (state === 'ready' && !isAnotherCompany) window.location.assign('/');
  }, [state, isAnotherCompany]);

  if (setup.error && !setup.data) {
    return (
      <FrontDoor title="Counterfoil can’t start">
        <ProblemBanner problem={asProblem(setup.error)} onRetry={() => void setup.refetch()} />
      </FrontDoor>
    );
  }
  if (state === 'needs_owner') {
    return (
      <FrontDoor title="Create the owner account" lead="The first account may do everything and invites the others.">
        <OwnerForm onDone={again} />
      </FrontDoor>
    );
  }
  if (state === 'opening_sample') {
    return (
      <FrontDoor title="Opening the sample company" lead="Several months of a trading company are being imported as you would import your own.">
        <ProgressBar
          label={setup.data?.progress?.label ?? 'Importing'}
          done={setup.data?.progress?.done ?? 0}
          total={setup.data?.progress?.total ?? 1}
        />
      </FrontDoor>
    );
  }
  if (state === 'needs_company' || isAnotherCompany) {
    return (
      <FrontDoor wide title={isAnotherCompany ? 'New company' : 'What do you want to start with?'} lead="You can add another company at any time.">
        <CompanyChoice onDone={again} />
      </FrontDoor>
    );
  }
  return <FrontDoor title="One moment"><SkeletonLines lines={3} /></FrontDoor>;
}
