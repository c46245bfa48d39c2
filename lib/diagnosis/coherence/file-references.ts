import type { Program, Setting } from "./settings.ts"

/** A path of a file that settings name, and what it is for. */
export interface FileReference {
	readonly setting: Setting
	readonly is: "certificate" | "key" | "ca" | "socket"
}

/** Every file for transport security that a program's variables and flags name, by their names and endings. */
export function fileReferences({ env, flags }: Program): readonly FileReference[] {
	const last = [...env.values(), ...flags.values()].flatMap((all) => all.at(-1) ?? [])
	return last.flatMap((setting) => {
		const path = setting.value.replace(/^unix:(?:\/\/(?=\/))?/, "")
		if (!path.startsWith("/")) return []
		const is = purposeOf(setting.name, path)
		return is === undefined ? [] : [{ setting: { ...setting, value: path }, is }]
	})
}

function purposeOf(name: string, path: string): FileReference["is"] | undefined {
	const word = name.toLowerCase().replaceAll("_", "-")
	if (/socket|endpoint/.test(word) || /\.sock$/.test(path))
		return /\/[^/]+$/.test(path) ? "socket" : undefined
	if (
		!/\.(?:pem|crt|cer|key|p12|pfx|jks)$/.test(path) &&
		!/(?:cert|key|ca|bundle)(?:-file|-path)?$/.test(word)
	)
		return undefined
	if (/\bkey\b/.test(word) || /\.key$/.test(path)) return "key"
	if (/\b(?:ca|cacert|root|roots|bundle|trust|truststore)\b/.test(word) || /\b(?:ca|bundle)\.\w+$/.test(path))
		return "ca"
	return /cert|tls|ssl|svid|keystore/.test(word) ? "certificate" : undefined
}
