import { zipSync } from "fflate"
import { plainKeyPem } from "../formats/encode-key.ts"
import type { OutputFile } from "../formats/output-file.ts"
import { kitReadme } from "./kit-readme.ts"
import type { Kit } from "./make-kit.ts"

/** The files of a kit, by the names that its README uses. */
export function kitFiles(kit: Kit): readonly OutputFile[] {
	const { authority, authorityKey, server, client } = kit
	return [
		textFile("README.md", kitReadme(kit)),
		textFile("ca.pem", authority.pem),
		textFile("ca-key.pem", plainKeyPem(authorityKey).reveal(), true),
		textFile("server.pem", server.chainPem),
		textFile("server-key.pem", plainKeyPem(server.privateKeyPkcs8).reveal(), true),
		textFile("client.pem", client.chainPem),
		textFile("client-key.pem", plainKeyPem(client.privateKeyPkcs8).reveal(), true),
	]
}

/** Mode of a file in the archive, for programs that keep it: keys for their owner alone. */
const modes = { secret: 0o100600, open: 0o100644 } as const
/** The archive says that it was made on Unix, so that its modes count. */
const madeOnUnix = 3

/** All files in one zip archive, below `folder`. */
export function zipFiles(files: readonly OutputFile[], folder: string, at: Date): Uint8Array {
	const entries = files.map(({ name, bytes, secret }) => {
		const attrs = ((secret ? modes.secret : modes.open) << 16) >>> 0
		return [`${folder}/${name}`, [bytes, { os: madeOnUnix, attrs, mtime: at }]] as const
	})
	return zipSync(Object.fromEntries(entries.map(([name, [bytes, options]]) => [name, [bytes, options]])))
}

function textFile(name: string, text: string, secret = false): OutputFile {
	return { name, bytes: new TextEncoder().encode(text), secret }
}
