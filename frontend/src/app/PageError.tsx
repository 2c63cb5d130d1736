import { isRouteErrorResponse, useRouteError } from "react-router";

import { Button } from "../ui/Button";
import { Empty } from "../ui/Empty";
import { Page } from "../ui/layout";
import { NotFound } from "./NotFound";

/** What stands where a page could not be drawn. */
export function PageError() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFound />;
  return (
    <Page id="content">
      <Empty
        page
        icon="warning"
        title="This page stopped working"
        action={
          <Button $kind="primary" onClick={() => window.location.reload()}>
            Reload the page
          </Button>
        }
      >
        Nothing is lost: jobs go on without it. Reload the page; if it happens again, tell your administrator what you
        were doing.
      </Empty>
    </Page>
  );
}
