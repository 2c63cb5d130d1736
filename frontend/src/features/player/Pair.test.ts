import { Pair } from "./Pair";

/** A media element that moves when it is told to. */
function media(seconds: number) {
  const element = document.createElement("video");
  let paused = true;
  Object.defineProperties(element, {
    duration: { value: seconds },
    paused: { get: () => paused },
    ended: { get: () => element.currentTime >= seconds },
    readyState: { value: 4, writable: true },
    seeking: { value: false },
    currentTime: { value: 0, writable: true },
  });
  vi.spyOn(element, "play").mockImplementation(() => {
    paused = false;
    return Promise.resolve();
  });
  vi.spyOn(element, "pause").mockImplementation(() => {
    paused = true;
  });
  return element as HTMLVideoElement & { readyState: number };
}

let frames: FrameRequestCallback[] = [];

function nextFrame(): void {
  const due = frames;
  frames = [];
  for (const frame of due) frame(0);
}

function pairOf(first = 30, second = 28) {
  const pair = new Pair();
  const [left, right] = [media(first), media(second)];
  pair.attach(left, right);
  return { pair, left, right };
}

beforeEach(() => {
  frames = [];
  vi.spyOn(window, "requestAnimationFrame").mockImplementation((frame) => frames.push(frame));
  vi.spyOn(window, "cancelAnimationFrame").mockImplementation(() => (frames = []));
});

it("starts both at the same second, one of them with sound", () => {
  const { pair, left, right } = pairOf();
  left.currentTime = 4;
  pair.play();
  expect([left.paused, right.paused]).toEqual([false, false]);
  expect([left.currentTime, right.currentTime]).toEqual([4, 4]);
  expect([left.muted, right.muted]).toEqual([false, true]);
  pair.hear(1);
  expect([left.muted, right.muted]).toEqual([true, false]);
});

it("starts neither before both can play", () => {
  const { pair, left, right } = pairOf();
  right.readyState = 1;
  pair.play();
  expect([left.paused, right.paused]).toEqual([true, true]);
  expect(pair.now()).toMatchObject({ playing: true, waiting: true });
  right.readyState = 4;
  nextFrame();
  expect([left.paused, right.paused]).toEqual([false, false]);
  expect(pair.now().waiting).toBe(false);
});

it("brings the one without sound back into step", () => {
  const { pair, left, right } = pairOf();
  vi.spyOn(performance, "now").mockReturnValue(10_000);
  pair.play();
  left.currentTime = 5;
  right.currentTime = 4.8;
  nextFrame();
  expect(left.currentTime).toBe(5);
  expect(right.currentTime).toBeCloseTo(5.04);
});

it("plays the longer one to its end, then stops; and begins anew after that", () => {
  const { pair, left, right } = pairOf();
  pair.play();
  right.currentTime = 28;
  left.currentTime = 29;
  nextFrame();
  expect(pair.now().playing).toBe(true);
  left.currentTime = 30;
  nextFrame();
  expect(pair.now().playing).toBe(false);
  pair.play();
  expect([left.currentTime, right.currentTime]).toEqual([0, 0]);
});

it("seeks both, each within its own length", () => {
  const { pair, left, right } = pairOf();
  pair.seek(29);
  expect([left.currentTime, right.currentTime]).toEqual([29, 28]);
  expect(pair.ticker.now()).toBe(29);
});
