import { toHex } from "#base/bytes"
import { operatorFix } from "../../client-fixes.ts"
import type { CoherenceJudgement, CoherenceRule } from "../coherence-rule.ts"
import type { FileStore } from "../settings.ts"
import { certificatesOf, keyOf } from "../stored-certificates.ts"

export const storedKeyMismatch: CoherenceRule = {
	id: "stored-key-mismatch",
	title: "A stored private key does not belong to the certificate beside it.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) => settings.stores.flatMap(mismatch),
	prose: {
		seen: [
			{ stack: "Go", line: "tls: private key does not match public key" },
			{ stack: "OpenSSL", line: "X509_check_private_key:key values mismatch" },
		],
		means:
			"The public key in the certificate is not the public half of the private key. One of the two was replaced, or two pairs were mixed.",
		confirm: "countersign cert match --cert tls.crt --key tls.key",
		prevent: "Write certificate and key in one step.",
	},
	fixes: () => [
		operatorFix(
			"Store the pair that was issued together.",
			"kubectl create secret tls server-tls --cert=tls.crt --key=tls.key --dry-run=client -o yaml | kubectl apply -f -",
		),
	],
	citation: [{ text: "RFC 8446", section: "4.4.3" }],
}

function mismatch({ files, kind, name }: FileStore): readonly CoherenceJudgement[] {
	return files.flatMap((file): readonly CoherenceJudgement[] => {
		const spki = keyOf(file)?.spki
		const partner = files.find((each) => each.name !== file.name && isPartner(file.name, each.name))
		const holder = partner ?? file
		const certificates = certificatesOf(holder)
		const [leaf] = certificates
		if (spki === undefined || leaf === undefined) return []
		if (toHex(spki) === toHex(leaf.publicKey.spki)) return []
		const isLater = certificates.some(({ publicKey }) => toHex(publicKey.spki) === toHex(spki))
		return [
			{
				title: isLater
					? `${holder.name} of ${kind} ${name} begins with another certificate than that of the key.`
					: `${file.name} of ${kind} ${name} does not belong to ${holder.name}.`,
				detail: isLater
					? "The certificate of the key stands further down. The leaf must come first, then its issuers."
					: "The public halves differ, so no TLS library loads the pair.",
				at: [file.at, holder.at],
			},
		]
	})
}

/** `tls.key` and `tls.crt`, `server-key.pem` and `server-cert.pem`, `svid_key.pem` and `svid.pem`. */
function isPartner(key: string, certificate: string): boolean {
	const stem = (name: string) =>
		name
			.toLowerCase()
			.replace(/\.(?:pem|crt|cer|key)$/, "")
			.replace(/[-_.]?(?:key|cert|crt|certificate)$/, "")
	return stem(key) === stem(certificate) && !/^ca\b/i.test(certificate)
}
