import { useAddress } from "../selection/address.ts"
import { themes, useTheme, type Theme } from "./theme.ts"

const names: Readonly<Record<Theme, string>> = { system: "system", light: "light", dark: "dark", contrast: "high contrast" }

/** Chooses light, dark or high contrast. */
export function ThemeMenu() {
  const { chosen, choose } = useTheme()
  const [address, change] = useAddress()
  return (
    <label className="theme">
      <span className="unseen">Theme</span>
      <span aria-hidden="true">◐</span>
      <select
        value={chosen}
        onChange={(event) => {
          choose(event.target.value as Theme)
          if (address["theme"] !== undefined) change({ theme: event.target.value }, true)
        }}
      >
        {themes.map((theme) => (
          <option key={theme} value={theme}>
            {names[theme]}
          </option>
        ))}
      </select>
    </label>
  )
}
