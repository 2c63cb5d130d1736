import styled from "styled-components";

import { Unseen } from "./layout";

const TAIL = 12;

const Cut = styled.bdi`
  display: inline-flex;
  max-width: 100%;
  min-width: 0;
  vertical-align: bottom;
  white-space: pre;
`;

const Head = styled.span`
  overflow: hidden;
  text-overflow: ellipsis;
  min-width: 0;
`;

const Tail = styled.span`
  flex: none;
`;

const Whole = styled(Unseen)`
  user-select: none;
`;

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/**
 * A file's name on one line, cut in the middle so that its end stays to be seen. A name with letters that run from
 * right to left is cut at its end instead: two boxes would tear its order. Screen readers would hear a space between
 * the two, so they get the whole.
 */
export function FileName({ name }: { name: string }) {
  if (name.length <= 2 * TAIL || RIGHT_TO_LEFT.test(name)) {
    return (
      <Cut title={name}>
        <Head>{name}</Head>
      </Cut>
    );
  }
  return (
    <Cut title={name}>
      <Whole>{name}</Whole>
      <Head aria-hidden="true">{name.slice(0, -TAIL)}</Head>
      <Tail aria-hidden="true">{name.slice(-TAIL)}</Tail>
    </Cut>
  );
}
