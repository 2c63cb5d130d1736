/** Server-Sent Events in the hands of a test. */

import { vi } from "vitest";

import type { JobEvent } from "../api/types";

type Listener = (event: MessageEvent<string>) => void;

export class FakeStream {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: FakeStream[] = [];

  readyState: number = FakeStream.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly listeners = new Map<string, Listener>();

  constructor(readonly url: string) {
    FakeStream.opened.push(this);
  }

  addEventListener(name: string, listener: Listener): void {
    this.listeners.set(name, listener);
  }

  open(): void {
    this.readyState = FakeStream.OPEN;
    this.onopen?.();
  }

  tell(name: string, data: Partial<JobEvent>): void {
    this.listeners.get(name)?.(new MessageEvent(name, { data: JSON.stringify(data) }));
  }

  /** `for good`: the browser does not come back by itself. */
  fail(forGood: boolean): void {
    this.readyState = forGood ? FakeStream.CLOSED : FakeStream.CONNECTING;
    this.onerror?.();
  }

  close(): void {
    this.readyState = FakeStream.CLOSED;
  }
}

export function fakeStreams(): typeof FakeStream.opened {
  FakeStream.opened = [];
  vi.stubGlobal("EventSource", FakeStream);
  return FakeStream.opened;
}
