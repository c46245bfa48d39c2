import type { Metadata } from "next"
import { ConfigurationScreen } from "#components/configuration/configuration-screen"

export const metadata: Metadata = { title: "Configuration" }

/** Settings, judged in the browser. Nothing that is pasted ever reaches the server. */
export default function ConfigurationPage() {
	return <ConfigurationScreen />
}
