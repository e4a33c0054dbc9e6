import theme from "vitepress/theme-without-fonts"
import "./style.css"

// VitePress's own theme with the fonts of the reader's machine: nothing is loaded from elsewhere.
export default theme
