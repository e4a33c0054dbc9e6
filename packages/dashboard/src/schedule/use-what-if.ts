import { useQuery } from "@tanstack/react-query"
import type { Ledger } from "@diapason/core"
import { api } from "../live/api.ts"
import { useAddress } from "../selection/address.ts"

/** What is known of one scheduler: what the server answered, why it refuses, or nothing yet. */
export interface Asked {
  readonly scheduler: string
  readonly told?: WhatIfTold
  readonly refused?: Error
}

/** What `diapason replay --what-if scheduler=… --json` prints. */
export type WhatIfTold = Extract<Awaited<ReturnType<typeof readWhatIf>>, { readonly note: string }>

/** Each scheduler by itself, so that one that is refused does not keep the others from being shown; those that are known stay meanwhile. */
export function useWhatIf({ definition: { name: study }, seq }: Ledger, schedulers: readonly string[]): readonly Asked[] {
  const [address] = useAddress()
  const at = address.at === undefined ? undefined : seq
  const about = JSON.stringify([study, at])
  const { data } = useQuery({
    queryKey: ["what-if", about, ...schedulers],
    enabled: schedulers.length > 0,
    staleTime: Infinity,
    placeholderData: (before: Known | undefined) => (before?.about === about ? before : undefined),
    queryFn: async (): Promise<Known> => ({ about, all: await Promise.all(schedulers.map((scheduler) => ask(study, scheduler, at))) }),
  })
  return schedulers.map((scheduler) => data?.all.find((one) => one.scheduler === scheduler) ?? { scheduler })
}

interface Known {
  readonly about: string
  readonly all: readonly Asked[]
}

async function ask(study: string, scheduler: string, at: number | undefined): Promise<Asked> {
  try {
    const told = await readWhatIf(study, scheduler, at)
    return "note" in told ? { scheduler, told } : { scheduler }
  } catch (error) {
    return { scheduler, refused: error as Error }
  }
}

const readWhatIf = (study: string, scheduler: string, at: number | undefined) =>
  api("GET /v1/studies/:study/what-if", { params: { study }, query: { scheduler, ...(at !== undefined && { at }) } })
