import { useId } from "react";
import styled from "styled-components";

import type { Wishes } from "../../api/generate";
import { languageName } from "../../ui/format";
import { Card, label, Label, MIDDLE, NARROW, WIDE } from "../../ui/layout";
import { Segmented } from "../../ui/Segmented";
import { Select } from "../../ui/Select";
import { Switch } from "../../ui/Switch";
import { useNarrow } from "../../ui/useMedia";
import type { Catalogue } from "../profiles/useCatalogue";
import { AnalysisMode } from "./AnalysisMode";

const Panel = styled(Card)`
  display: grid;
  grid-template-columns: 1.5fr 1.35fr 0.9fr 1.1fr 0.8fr;
  > div {
    min-width: 0;
    padding: 16px 20px;
    border-left: 1px solid var(--line);
  }
  > div:first-child {
    border-left: 0;
  }
  ${Label} {
    display: block;
    margin-bottom: 8px;
  }
  ${WIDE} {
    grid-template-columns: repeat(6, minmax(0, 1fr));
    > div {
      grid-column: span 2;
    }
    > div:nth-child(-n + 2) {
      grid-column: span 3;
      border-bottom: 1px solid var(--line);
    }
    > div:nth-child(3) {
      border-left: 0;
    }
  }
  ${MIDDLE} {
    > div {
      grid-column: span 3;
      border-bottom: 1px solid var(--line);
    }
    > div:nth-child(2n + 1) {
      border-left: 0;
    }
    > div:last-child {
      grid-column: span 6;
      border-bottom: 0;
    }
  }
  ${NARROW} {
    grid-template-columns: minmax(0, 1fr);
    > div:nth-child(n) {
      grid-column: auto;
      padding: 14px 16px;
      border-left: 0;
    }
  }
`;

const Note = styled.p`
  ${label}
  margin-top: 10px;
`;

const Below = styled.div`
  margin-top: 8px;
`;

interface Props {
  catalogue: Catalogue;
  wishes: Wishes;
  onWish: (wishes: Partial<Wishes>) => void;
}

export function OptionsPanel({ catalogue: { options, capabilities }, wishes, onWish }: Props) {
  const ids = useId();
  const fill = useNarrow();
  return (
    <Panel>
      <div>
        <Label as="p">Longest trailer</Label>
        <Segmented
          name="Longest trailer"
          fill={fill}
          value={String(wishes.duration)}
          onChange={(seconds) => onWish({ duration: Number(seconds) })}
          choices={options.durations.map((seconds) => ({ value: String(seconds), label: `${seconds} s` }))}
        />
        <Note>The film decides the rest: a trailer never runs longer than this.</Note>
      </div>
      <div>
        <AnalysisMode modes={capabilities.modes} value={wishes.mode} onChange={(mode) => onWish({ mode })} />
      </div>
      <div>
        <Label as="label" htmlFor={`${ids}-spoken`}>
          Spoken language
        </Label>
        <Languages
          id={`${ids}-spoken`}
          value={wishes.language}
          codes={options.languages}
          onChange={(language) => onWish({ language })}
        />
      </div>
      <div>
        <Label as="label" htmlFor={`${ids}-captions`}>
          Caption language
        </Label>
        <Languages
          id={`${ids}-captions`}
          value={wishes.captionLanguage}
          codes={options.subtitleLanguages}
          onChange={(captionLanguage) => onWish({ captionLanguage })}
        />
        <Below>
          <Switch checked={wishes.captions} onChange={(captions) => onWish({ captions })}>
            Make caption files
          </Switch>
        </Below>
      </div>
      <div>
        <Label as="p">Format</Label>
        <Segmented
          name="Format"
          fill={fill}
          value={wishes.format}
          onChange={(format) => onWish({ format })}
          choices={options.outputFormats.map((format) => ({ value: format, label: format.toUpperCase() }))}
        />
        {wishes.format === "mov" ? <Note>Some browsers do not play MOV. The download always works.</Note> : null}
        <Below>
          <Switch checked={wishes.storyboard} onChange={(storyboard) => onWish({ storyboard })}>
            Storyboard
          </Switch>
        </Below>
      </div>
    </Panel>
  );
}

function Languages(props: { id: string; value: string; codes: readonly string[]; onChange: (code: string) => void }) {
  const choices = props.codes.map((code) => ({ value: code, label: languageName(code) }));
  return <Select id={props.id} value={props.value} choices={choices} onChange={props.onChange} />;
}
