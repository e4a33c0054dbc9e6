/** D443, D444: Ray as an engine. */
export const rayFaults = {
  /** `why`: what came instead of an answer; `mend`: what helps in that case. */
  D443: (f: { address: string; why: string; mend: string }) => ({
    what: `Ray at ${f.address} cannot be asked: ${f.why}`,
    why: "Jobs are handed in, looked at and ended by Ray's Jobs API, which the dashboard of its head node serves.",
    mend: f.mend,
    kept: "Jobs go on in Ray, and what they print is read later.",
  }),
  /** `sent`: whether a token was sent. */
  D444: (f: { address: string; sent: boolean; detail: string }) => ({
    what: `Ray at ${f.address} ${f.sent ? "does not take this token" : "wants a token"}: ${f.detail}`,
    why: "The cluster takes requests only with its token (RAY_AUTH_MODE=token).",
    mend: "set RAY_AUTH_TOKEN to the cluster's token, which `ray get-auth-token` prints where the cluster was started",
    kept: "Nothing was handed in; jobs that run go on.",
  }),
}
