/** The whole interface at an address, on a service in memory. */

import { render } from "@testing-library/react";
import { createMemoryRouter, RouterProvider } from "react-router";

import { routes } from "../app/routes";
import { DraftProvider } from "../features/upload/DraftProvider";

export function renderApp(address: string) {
  const router = createMemoryRouter(routes, { initialEntries: [address] });
  render(
    <DraftProvider>
      <RouterProvider router={router} />
    </DraftProvider>,
  );
  return router;
}
