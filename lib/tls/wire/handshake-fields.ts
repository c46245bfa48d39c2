import type { Alert } from "./alert.ts"
import type { CertificateFields } from "./certificate.ts"
import type { CertificateRequest } from "./certificate-request.ts"
import type { CertificateStatus } from "./certificate-status.ts"
import type { CertificateVerify } from "./certificate-verify.ts"
import type { ClientHello } from "./client-hello.ts"
import type { ClientKeyExchange } from "./client-key-exchange.ts"
import type { EncryptedExtensions } from "./encrypted-extensions.ts"
import type { Finished } from "./finished.ts"
import type { KeyUpdate } from "./key-update.ts"
import type { NewSessionTicket } from "./new-session-ticket.ts"
import type { ServerHello } from "./server-hello.ts"
import type { ServerKeyExchange } from "./server-key-exchange.ts"

/** What one message says, as JSON-safe data tagged by `kind`. */
export type HandshakeFields =
	| ClientHello
	| ServerHello
	| EncryptedExtensions
	| CertificateRequest
	| CertificateFields
	| CertificateVerify
	| CertificateStatus
	| ServerKeyExchange
	| ClientKeyExchange
	| Finished
	| NewSessionTicket
	| KeyUpdate
	| Alert
	/** A message that has no content: ServerHelloDone, HelloRequest, EndOfEarlyData. */
	| { readonly kind: "empty" }
