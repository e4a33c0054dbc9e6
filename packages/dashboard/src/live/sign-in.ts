import { base } from "./api.ts"

/** Gives the key in the address's fragment, if there is one, for a cookie, and takes it out of the address: it is good once. */
export async function signedIn(): Promise<void> {
  const key = new URLSearchParams(location.hash.slice(1)).get("key")
  if (key === null) return
  history.replaceState(null, "", location.pathname + location.search)
  await fetch(`${base}/v1/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-diapason": "1" },
    body: JSON.stringify({ key }),
  }).catch(() => undefined)
}
