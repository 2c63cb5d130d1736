import styled from "styled-components";

export const InspectorHead = styled.h4`
  font-size: 12px;
  line-height: 16px;
  font-weight: 500;
  color: var(--ink3);
  margin-bottom: 8px;
`;
