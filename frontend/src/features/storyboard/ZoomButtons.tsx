import styled from "styled-components";

import { Icon } from "../../ui/Icon";
import { canZoom, fit, isFit, type Scale, zoomStep } from "./scale";

const Group = styled.div`
  display: inline-flex;
  gap: 2px;
  padding: 3px;
  border-radius: var(--r-control);
  background: var(--sunk);
`;

const Choice = styled.button.attrs({ type: "button" })`
  position: relative;
  display: inline-flex;
  align-items: center;
  justify-content: center;
  min-width: 36px;
  height: 28px;
  padding: 0 10px;
  border: 0;
  border-radius: 6px;
  background: none;
  color: var(--ink2);
  font-size: 13px;
  font-weight: 500;
  &[aria-pressed="true"] {
    background: var(--chosen);
    color: var(--ink);
    box-shadow: 0 0 0 1px var(--line);
  }
  &:disabled {
    color: var(--ink3);
    opacity: 0.6;
  }
  &::after {
    content: "";
    position: absolute;
    inset: -8px 0;
  }
`;

interface Props {
  scale: Scale;
  change: (next: Scale) => void;
}

export function ZoomButtons({ scale, change }: Props) {
  const middle = (scale.from + scale.to) / 2;
  return (
    <Group role="group" aria-label="Zoom of the film strip">
      <Choice aria-label="Zoom out" disabled={!canZoom(scale, -1)} onClick={() => change(zoomStep(scale, -1, middle))}>
        <Icon name="minus" />
      </Choice>
      <Choice aria-pressed={isFit(scale)} onClick={() => change(fit(scale.duration, scale.width))}>
        Fit
      </Choice>
      <Choice aria-label="Zoom in" disabled={!canZoom(scale, 1)} onClick={() => change(zoomStep(scale, 1, middle))}>
        <Icon name="plus" />
      </Choice>
    </Group>
  );
}
