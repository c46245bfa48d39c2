import { type KitSnippet, kitSnippets, withoutEd25519 } from "./kit-snippets.ts"
import type { Kit } from "./make-kit.ts"

/** How to use exactly the files of a kit, program by program, as Markdown. */
export function kitReadme({ authority, server, client, names }: Kit): string {
	const host = hostOf(names)
	const isEd25519 = server.certificate.publicKey.algorithm.name === "Ed25519"
	const until = (date: Date) => date.toISOString().slice(0, 10)
	return [
		"# Mutual TLS for development",
		"",
		"| file | what it is | who gets it |",
		"|---|---|---|",
		`| ca.pem | the CA, until ${until(authority.certificate.notAfter)} | everybody: clients to trust servers, servers to trust clients |`,
		"| ca-key.pem | signs for the CA | nobody: whoever has it can pass for any name. Keep it off shared disks, images and git |",
		`| server.pem, server-key.pem | the server's certificate for ${names.map((name) => `\`${name}\``).join(", ")}, until ${until(server.certificate.notAfter)} | the server |`,
		`| client.pem, client-key.pem | the client's certificate, until ${until(client.certificate.notAfter)} | the client |`,
		"",
		"These files are for development. They were made in your browser; nobody else has the keys.",
		"",
		"Check any server that uses them:",
		"",
		fenced(
			"sh",
			`countersign check grpcs://${host}:9091 --ca ca.pem --cert client.pem --key client-key.pem --enforce`,
		),
		...kitSnippets(host).flatMap((snippet) => ["", `## ${snippet[0]}`, "", sectionText(snippet, isEd25519)]),
		"",
		"## Renew, or issue more",
		"",
		fenced(
			"sh",
			[
				"countersign renew server.pem --ca . --out . --name server --force",
				`countersign issue server --ca . --out more --san ${host}`,
				"countersign issue client --ca . --out alice --cn alice",
			].join("\n"),
		),
		"",
	].join("\n")
}

/** How clients reach the server: its first name or address; a name below a star, or an IPv6 address, where it has no other. */
function hostOf(names: readonly string[]): string {
	const host = names.find((name) => !/[:/@*]/.test(name)) ?? names.find((name) => name.startsWith("*."))
	if (host !== undefined) return host.replace("*", "server")
	const address = names.find((name) => /^[0-9a-f:.]+$/i.test(name))
	return address === undefined ? "localhost" : `[${address}]`
}

function sectionText([title, language, code]: KitSnippet, isEd25519: boolean): string {
	const reason = isEd25519 ? withoutEd25519.get(title) : undefined
	return reason === undefined ? fenced(language, code) : `${reason}. Make a kit with P-256 keys for it.`
}

function fenced(language: string, text: string): string {
	return `\`\`\`${language}\n${text}\n\`\`\``
}
