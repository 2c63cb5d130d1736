import { BrowserRouter, Route, Routes } from "react-router";

import { JobPage } from "../features/jobs/JobPage";

export function App() {
  return (
    <BrowserRouter>
      <Routes>
        <Route path="/app/jobs/:id/*" element={<JobPage />} />
      </Routes>
    </BrowserRouter>
  );
}
