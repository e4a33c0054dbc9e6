import type { Chosen } from "@diapason/core"

/** A scheduler as a person writes it. */
export const schedulerText = ({ type, ...settings }: Chosen): string =>
  Object.keys(settings).length === 0 ? type : JSON.stringify({ type, ...settings })
