import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"

export const serverFilesWithoutTls: CoherenceRule = {
	id: "server-files-without-tls",
	title: "Certificate files are set, but the server's mode is plaintext.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides.flatMap((side) => {
			if (side.role !== "server" || side.software !== "permguard" || side.mode !== "none") return []
			const files = [side.cert, side.key, side.ca].flatMap((set) => (set === undefined ? [] : [set]))
			const [first] = files
			if (first === undefined) return []
			return [
				{
					title: "Certificate files are set, but the server speaks plaintext.",
					detail: `${side.text} ${first.name} has no effect, and everything is readable on the way.`,
					at: [...files.map(({ at }) => at), side.at],
				},
			]
		}),
	prose: {
		seen: [
			{
				stack: "Go",
				line: "transport: authentication handshake failed: tls: first record does not look like a TLS handshake",
			},
		],
		means:
			"The files are read only when a mode asks for them. The default mode is none, so a forgotten mode leaves the port open in plaintext, without a word in the log.",
		confirm: "Check the endpoint: its first bytes are HTTP/2 SETTINGS, and it answers without TLS.",
		prevent: "Set the mode in the same place as the files.",
	},
	fixes: () => [serverFix("Set the mode that the files are for.", "PERMGUARD_SERVER_TLS_MODE=mtls")],
	citation: [{ text: "Permguard transport security guide", section: "Mode: none (Plaintext)" }],
}
