import styled from "styled-components";

import { MIDDLE, NARROW, WIDE } from "../../ui/layout";

/** The player, and beside it what there is to say of the job. */
export const StageGrid = styled.section`
  display: grid;
  grid-template-columns: minmax(0, 1fr) 416px;
  gap: 24px;
  align-items: stretch;
  ${WIDE} {
    grid-template-columns: minmax(0, 1fr) 340px;
  }
  ${MIDDLE} {
    grid-template-columns: minmax(0, 1fr);
  }
  ${NARROW} {
    gap: 16px;
  }
`;

export const VariantGrid = styled.ul`
  display: grid;
  grid-template-columns: repeat(4, minmax(0, 1fr));
  gap: 16px;
  margin-top: 20px;
  > * {
    display: grid;
    min-width: 0;
  }
  ${WIDE} {
    grid-template-columns: repeat(2, minmax(0, 1fr));
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
  }
`;

/** Two sections beside each other. */
export const Halves = styled.div`
  display: grid;
  grid-template-columns: repeat(2, minmax(0, 1fr));
  gap: 0 24px;
  ${MIDDLE} {
    grid-template-columns: minmax(0, 1fr);
  }
`;
