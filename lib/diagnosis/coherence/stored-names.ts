import { findStore } from "./read-kubernetes.ts"
import type { Mount, Place, Settings } from "./settings.ts"
import { textAt } from "./yaml-path.ts"

/** Files that a mounted volume holds, as far as text can tell. */
export interface StoredNames {
	readonly names: readonly string[]
	/** How that is known, one sentence. */
	readonly why: readonly string[]
	readonly at: readonly Place[]
}

/** Undefined: what the volume holds cannot be known from what was given. */
export function storedNames({ source }: Mount, settings: Settings): StoredNames | undefined {
	if (source.kind === "csi")
		return source.driver === "spiffe.csi.cert-manager.io"
			? {
					names: ["tls.crt", "tls.key", "ca.crt"],
					why: ["The driver of cert-manager writes the volume."],
					at: [],
				}
			: undefined
	if (source.kind !== "secret" && source.kind !== "configMap") return undefined
	if (source.items !== undefined) {
		const names = source.items.map(({ path }) => path)
		return { names, why: [`Only the items of ${source.name} that are listed are mounted.`], at: [] }
	}
	const store = findStore(settings.stores, source.kind, source.name)
	if (store !== undefined && !store.isPartial) {
		const names = store.files.map(({ name }) => name)
		return { names, why: [`${store.kind} ${store.name} is mounted whole.`], at: [store.at] }
	}
	const made = settings.resources.find(
		({ kind, root }) => kind === "Certificate" && textAt(root, "spec", "secretName") === source.name,
	)
	if (made === undefined || source.kind !== "secret") return undefined
	const extra = (["pkcs12", "jks"] as const).flatMap((each) =>
		textAt(made.root, "spec", "keystores", each, "create") === "true"
			? each === "jks"
				? ["keystore.jks", "truststore.jks"]
				: ["keystore.p12", "truststore.p12"]
			: [],
	)
	const why = [`cert-manager fills the Secret for Certificate ${made.name}.`]
	return {
		names: ["tls.crt", "tls.key", "ca.crt", ...extra, "tls-combined.pem", "key.der"],
		why,
		at: [made.at],
	}
}
