import type { AttemptObservation } from "#probe/observation"
import type { CertificateDescription } from "#x509/description"
import { clientFixes, operatorFix } from "./client-fixes.ts"
import type { Fix } from "./finding.ts"
import { fixContextOf } from "./fix-context.ts"
import type { RunFacts } from "./rule.ts"

const rsaBitsMin = 2_048
const weakHash = /^(?:md[25]|sha1)With|-with-sha1$/i

/**
 * Why verifiers refuse a leaf as too weak, as the end of a sentence: RSA below 2,048 bits, a signature with MD2, MD5 or
 * SHA-1 (RFC 9155). Undefined where nothing speaks against it.
 */
export function weaknessOf({
	keyType,
	keyBits,
	signatureAlgorithm,
}: Pick<CertificateDescription, "keyType" | "keyBits" | "signatureAlgorithm">): string | undefined {
	if (keyType.startsWith("RSA") && keyBits < rsaBitsMin) return `has an RSA key of ${keyBits} bits`
	if (weakHash.test(signatureAlgorithm)) return `is signed with ${signatureAlgorithm}`
	return undefined
}

/** OpenSSL's reasons for not loading our own certificate (SSL_CTX_use_certificate at its security level). */
const loadRefusals = /_(?:EE_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|CA_MD_TOO_WEAK)$/

/** Whether our own TLS library refused our certificate as too weak, before anything was sent. */
export function isTooWeakToLoad({ outcome }: AttemptObservation): boolean {
	return outcome.by === "client" && loadRefusals.test(outcome.code ?? "")
}

/** What to do where the certificate that the client shows is to be issued again: issue it, then load it, in each client. */
export function reissueOwnFixes({ run, server }: RunFacts, text: string): readonly Fix[] {
	const context = fixContextOf(run, server)
	const security = context.needs === "spiffe" ? "spiffe" : "mtls"
	return [
		security === "spiffe"
			? operatorFix(text)
			: operatorFix(text, "countersign issue client --ca ca --out client --cn client"),
		...clientFixes(context, "Then load it.", { security }),
	]
}
