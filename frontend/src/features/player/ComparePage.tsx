/** `/app/jobs/:id/compare?left=0&right=2`, inside the JobContext of that job. */
export function ComparePage() {
  return null;
}
