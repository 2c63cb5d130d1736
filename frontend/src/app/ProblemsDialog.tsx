import styled from "styled-components";

import { Dialog } from "../ui/Dialog";

const List = styled.ul`
  display: grid;
  gap: 8px;
  margin-top: 8px;
`;

/** What the service says it lacks, in its own words. */
export function ProblemsDialog({ problems, onClose }: { problems: readonly string[]; onClose: () => void }) {
  return (
    <Dialog title="The service is not complete" safe="Close" onClose={onClose}>
      <List>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </List>
    </Dialog>
  );
}
