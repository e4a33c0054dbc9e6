import { fault } from "@diapason/core"

/** The address of a server, without a slash at the end. Throws D140. */
export function serverUrl(text: string): string {
  const url = text.replace(/\/+$/, "")
  if (!/^https?:\/\/[^/]/.test(url)) throw fault("D140", { flag: "--server", text, expected: "an address such as https://host:4600" })
  return url
}
