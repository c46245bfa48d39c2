import { toHex } from "#base/bytes"
import type { CertificateRequestFacts } from "../transcript.ts"
import { findExtension } from "../wire/extension.ts"
import type { HandshakeMessage } from "../wire/handshake-message.ts"
import type { ServerFlight } from "./hello-answer.ts"

/** Certificates of one chain that are kept. */
const certificatesMax = 20

type Facts = { -readonly [Name in keyof ServerFlight]: ServerFlight[Name] }

/** Takes the messages behind a ServerHello in and keeps what they settle. */
export class FlightLog {
	readonly facts: Facts = { hasOcspResponse: false, isComplete: false }

	/** Notes one message; `body` is its content without the header. */
	note({ fields, certificates }: HandshakeMessage, body: Uint8Array): void {
		switch (fields.kind) {
			case "encrypted_extensions":
				this.facts.alpn = fields.alpn
				return
			case "certificate": {
				this.facts.certificates = (certificates ?? [])
					.slice(0, certificatesMax)
					.map((der) => Uint8Array.from(der))
				const status = findExtension(fields.entries[0]?.extensions ?? [], "status_request")
				if (status?.ocspResponse !== undefined) this.facts.hasOcspResponse = true
				return
			}
			case "certificate_status":
				this.facts.hasOcspResponse = fields.statusType === 1 && fields.response !== ""
				return
			case "certificate_request":
				this.facts.certificateRequest = requestFacts(fields)
				return
			case "certificate_verify":
				if (fields.signatureScheme !== undefined) this.facts.signatureScheme = fields.signatureScheme
				return
			case "server_key_exchange":
				if (fields.signatureScheme !== undefined) this.facts.signatureScheme = fields.signatureScheme
				if (fields.exchange.kind === "ecdhe") this.facts.group = fields.exchange.group
				if (fields.exchange.kind === "dhe") this.#notePrime(fields.exchange.primeBits, body)
				return
			default:
				return
		}
	}

	#notePrime(bits: number, body: Uint8Array): void {
		this.facts.primeBits = bits
		if (isNamedPrime(body)) this.facts.group = `ffdhe${bits}`
	}
}

function requestFacts(fields: CertificateRequestFacts): CertificateRequestFacts {
	return {
		certificateAuthorities: fields.certificateAuthorities,
		signatureSchemes: fields.signatureSchemes,
	}
}

/** The primes of RFC 7919 all begin with 64 ones and the first digits of e; those of other sources do not. */
function isNamedPrime(body: Uint8Array): boolean {
	return toHex(body.subarray(2, 18)) === "ffffffffffffffffadf85458a2bb4a9a"
}
