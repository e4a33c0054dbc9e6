import { useQuery } from "@tanstack/react-query"
import { api } from "./api.ts"

/** Who is signed in, what they may do, and whether changes need a reason and an approval here. */
type Me = Awaited<ReturnType<typeof whoAmI>>

/** Undefined until it is known. */
export const useMe = (): Me | undefined => useQuery({ queryKey: ["me"], queryFn: whoAmI, staleTime: Infinity, retry: false }).data

const whoAmI = () => api("GET /v1/me")
