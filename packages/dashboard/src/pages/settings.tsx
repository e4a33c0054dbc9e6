/** To come. */
export default function Settings() {
  return <p className="lack">This page is not there yet.</p>
}
