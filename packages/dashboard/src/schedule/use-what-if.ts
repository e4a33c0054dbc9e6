import { useQueries } from "@tanstack/react-query"
import { useMoment } from "../history/moment.ts"
import { api } from "../live/api.ts"

/** What is known of one scheduler: what the server answered, why it refuses, or nothing yet. */
export interface Asked {
  readonly scheduler: string
  readonly told?: WhatIfTold
  readonly refused?: Error
}

/** What `diapason replay --what-if scheduler=… --json` prints. */
export type WhatIfTold = Extract<Awaited<ReturnType<typeof readWhatIf>>, { readonly note: string }>

/** Each scheduler by itself, so that one that is refused does not keep the others from being shown. */
export function useWhatIf(study: string, schedulers: readonly string[]): readonly Asked[] {
  const at = useMoment(study)
  return useQueries({
    queries: schedulers.map((scheduler) => ({
      queryKey: ["what-if", study, at, scheduler],
      staleTime: Infinity,
      retry: false,
      queryFn: () => readWhatIf(study, scheduler, at),
    })),
    combine: (results) =>
      results.map(({ data, error }, i) => ({
        scheduler: schedulers[i]!,
        ...(data !== undefined && "note" in data && { told: data }),
        ...(error !== null && { refused: error }),
      })),
  })
}

const readWhatIf = (study: string, scheduler: string, at: number | undefined) =>
  api("GET /v1/studies/:study/what-if", { params: { study }, query: { scheduler, ...(at !== undefined && { at }) } })
