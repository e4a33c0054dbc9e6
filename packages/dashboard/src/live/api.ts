import { createClient } from "@diapason/server/client"

/** What stands before every address of the server, where a proxy puts it below one: `/tuning`. */
export const base = document.querySelector<HTMLMetaElement>('meta[name="diapason-base"]')?.content ?? ""

/** The server that this page came from. */
export const api = createClient(base)
