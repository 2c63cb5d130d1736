import { Navigate } from "react-router";

import { PersonalizedTrailer } from "../PersonalizedTrailer";
import { Page } from "../ui/layout";
import { fetchedLater } from "../ui/later";
import { NotFound } from "./NotFound";
import { PageError } from "./PageError";
import { Shell } from "./Shell";

/** The pages; all but the first come in chunks of their own. */
export const routes = [
  {
    element: <Shell />,
    children: [
      {
        errorElement: <PageError />,
        hydrateFallbackElement: <Page id="content" />,
        children: [
          { path: "/", element: <Navigate to="/app" replace /> },
          { path: "/app", element: <PersonalizedTrailer /> },
          {
            path: "/app/jobs",
            lazy: fetchedLater(async () => ({ Component: (await import("../features/jobs/JobsPage")).JobsPage })),
          },
          {
            path: "/app/jobs/:id",
            lazy: fetchedLater(async () => ({ Component: (await import("../features/jobs/JobShell")).JobShell })),
            children: [
              {
                index: true,
                lazy: fetchedLater(async () => ({ Component: (await import("../features/jobs/JobPage")).JobPage })),
              },
              {
                path: "compare",
                lazy: fetchedLater(async () => ({
                  Component: (await import("../features/player/ComparePage")).ComparePage,
                })),
              },
            ],
          },
          { path: "*", element: <NotFound /> },
        ],
      },
    ],
  },
];
