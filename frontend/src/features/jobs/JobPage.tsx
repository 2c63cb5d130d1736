import { Page } from "../../ui/layout";

export function JobPage() {
  return <Page />;
}
