import type { Chosen } from "diapason"

/** What a name with settings chooses, such as `tpe?startup=5&preset=fast`. Settings are numbers, true, false or text. */
export function chosen(text: string): Chosen {
  const [type = "", query = ""] = text.split("?")
  const settings = [...new URLSearchParams(query)].map(([key, value]) => [key, settingOf(value)])
  return { type, ...Object.fromEntries(settings) }
}

function settingOf(text: string): number | boolean | string {
  if (text === "true" || text === "false") return text === "true"
  return text !== "" && Number.isFinite(Number(text)) ? Number(text) : text
}
