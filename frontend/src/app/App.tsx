import { createBrowserRouter, RouterProvider } from "react-router";

import { DraftProvider } from "../features/upload/DraftProvider";
import { routes } from "./routes";

const router = createBrowserRouter(routes);

export function App() {
  return (
    <DraftProvider>
      <RouterProvider router={router} />
    </DraftProvider>
  );
}
