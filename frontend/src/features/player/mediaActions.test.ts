import { target } from "./mediaActions";
import { playerKey } from "./playerKeys";

const FACTS = { seconds: 28.5, rate: 24 };

it("skips and seeks within the trailer", () => {
  expect(target({ do: "skip", by: 10 }, 5, FACTS)).toBe(15);
  expect(target({ do: "skip", by: -10 }, 5, FACTS)).toBe(0);
  expect(target({ do: "skip", by: 10 }, 25, FACTS)).toBe(28.5);
  expect(target({ do: "seek", to: Number.MAX_VALUE }, 5, FACTS)).toBe(28.5);
  expect(target({ do: "toggle" }, 5, FACTS)).toBeNull();
});

it("steps by one frame, there and back", () => {
  const next = target({ do: "frame", by: 1 }, 1, FACTS) ?? 0;
  expect(Math.floor(next * 24)).toBe(25);
  expect(Math.floor((target({ do: "frame", by: -1 }, next, FACTS) ?? 0) * 24)).toBe(24);
});

function key(name: string, held: Partial<KeyboardEvent> = {}, target = document.createElement("div")) {
  return playerKey({ key: name, ctrlKey: false, altKey: false, metaKey: false, target, ...held });
}

it("knows the keys of a player, in any case", () => {
  expect(key("K")).toEqual({ do: "toggle" });
  expect(key("j")).toEqual({ do: "skip", by: -10 });
  expect(key("ArrowRight")).toEqual({ do: "skip", by: 5 });
  expect(key(".")).toEqual({ do: "frame", by: 1 });
  expect(key("Home")).toEqual({ do: "seek", to: 0 });
  expect(key("x")).toBeNull();
});

it("leaves the browser its own keys, and Space to the button that has the focus", () => {
  expect(key("f", { ctrlKey: true })).toBeNull();
  expect(key(" ")).toEqual({ do: "toggle" });
  expect(key(" ", {}, document.createElement("button") as unknown as HTMLDivElement)).toBeNull();
});
