import { useQuery } from "@tanstack/react-query"
import { ProblemError } from "@diapason/server/client"
import { useState } from "react"
import { sendChange } from "../actions/send-change.ts"
import { api } from "../live/api.ts"

/** What of a study people may edit, and the position at which it was last changed. */
export function useSettings(study: string) {
  return useQuery({
    queryKey: ["settings", study],
    queryFn: () => api("GET /v1/studies/:study", { params: { study } }),
    refetchInterval: 5000,
  })
}

/** A form over settings that two people may edit at one time. */
interface SettingsForm {
  readonly busy: boolean
  readonly error: Error | undefined
  /** Somebody else was first: what was typed is kept, and what is there now is shown beside it. */
  readonly overtaken: boolean
  readonly proposed: boolean
  /** Sends the change upon the position that the reader saw; true when it is in the log. */
  send(route: string, body: object): Promise<boolean>
}

/** `expects`: the position that the reader saw when they began to type. */
export function useSettingsForm(study: string, expects: number, seen: () => void): SettingsForm {
  const [state, setState] = useState<Omit<SettingsForm, "send">>({ busy: false, error: undefined, overtaken: false, proposed: false })
  return {
    ...state,
    async send(route, body) {
      setState({ busy: true, error: undefined, overtaken: false, proposed: false })
      try {
        const applied = await sendChange(route, { study }, { ...body, expects })
        setState({ busy: false, error: undefined, overtaken: false, proposed: "proposed" in applied })
        return true
      } catch (problem) {
        const overtaken = problem instanceof ProblemError && problem.code === "D432"
        setState({ busy: false, error: overtaken ? undefined : (problem as Error), overtaken, proposed: false })
        if (overtaken) seen()
        return false
      }
    },
  }
}
