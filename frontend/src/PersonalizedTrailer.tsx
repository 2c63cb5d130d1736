import { Suspense } from "react";
import styled from "styled-components";

import { useConnection } from "./ui/useConnection";
import { RecentJobs } from "./features/jobs/RecentJobs";
import { SubmitBar } from "./features/upload/SubmitBar";
import { useNewTrailer } from "./features/upload/useNewTrailer";
import { OptionsSection } from "./features/options/OptionsSection";
import { ProfileSection } from "./features/profiles/ProfileSection";
import { FilmSection } from "./features/upload/FilmSection";
import { useLeaveGuard } from "./features/upload/useLeaveGuard";
import { Page } from "./ui/layout";
import { useTitle } from "./ui/useTitle";
import { later } from "./ui/later";

const LeaveDialog = later(async () => (await import("./features/upload/LeaveDialog")).LeaveDialog);
const SendingTrouble = later(async () => (await import("./features/upload/SendingTrouble")).SendingTrouble);

const Start = styled(Page)`
  padding-bottom: 0;
  h1 {
    margin-bottom: 20px;
  }
`;

/** From a film to a job: the page that starts it all. */
export function PersonalizedTrailer() {
  const trailer = useNewTrailer();
  const { health } = useConnection();
  const { phase } = trailer.sending;
  const guard = useLeaveGuard(phase === "sending" || phase === "handing" || phase === "waiting");
  useTitle("New trailer");
  return (
    <>
      <Start id="content">
        <h1>New trailer</h1>
        <FilmSection trailer={trailer} down={health?.status === "degraded"} />
        <ProfileSection trailer={trailer} />
        <OptionsSection trailer={trailer} />
        <Suspense fallback={null}>{phase === "idle" ? null : <SendingTrouble trailer={trailer} />}</Suspense>
        {trailer.busy ? null : <RecentJobs profiles={trailer.catalogue?.profiles ?? []} />}
      </Start>
      <SubmitBar trailer={trailer} />
      <Suspense fallback={null}>
        {guard.state === "blocked" ? <LeaveDialog onStay={guard.reset} onLeave={guard.proceed} /> : null}
      </Suspense>
    </>
  );
}
