import { themes, useTheme, type Theme } from "./theme.ts"

const names: Readonly<Record<Theme, string>> = { system: "as the system", light: "light", dark: "dark", contrast: "high contrast" }

/** Chooses light, dark or high contrast. */
export function ThemeMenu() {
  const { chosen, choose } = useTheme()
  return (
    <label className="theme">
      <span className="unseen">Theme</span>
      <select value={chosen} onChange={(event) => choose(event.target.value as Theme)}>
        {themes.map((theme) => (
          <option key={theme} value={theme}>
            {names[theme]}
          </option>
        ))}
      </select>
    </label>
  )
}
