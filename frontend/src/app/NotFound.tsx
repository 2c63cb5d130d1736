import { Link } from "react-router";

import { ButtonLink } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/layout";
import { useTitle } from "../ui/useTitle";

export function NotFound() {
  useTitle("Not found");
  return (
    <Page id="content">
      <Empty
        page
        icon="search"
        title="There is no page at this address"
        action={
          <ButtonLink as={Link} to="/app/jobs">
            Open jobs
          </ButtonLink>
        }
      >
        The address may be wrong. All your jobs are in the list.
      </Empty>
    </Page>
  );
}
