/** Alerts that BoringSSL names after SSL 3; the others after TLS 1. */
const ssl3 = new Set([
	"unexpected_message",
	"bad_record_mac",
	"handshake_failure",
	"bad_certificate",
	"unsupported_certificate",
	"certificate_revoked",
	"certificate_expired",
	"certificate_unknown",
	"illegal_parameter",
])

/** An alert in BoringSSL's words: `error:10000410:SSL routines:OPENSSL_internal:SSLV3_ALERT_HANDSHAKE_FAILURE`. */
export function boringAlert(alert: string, code: number): string {
	const name = `${ssl3.has(alert) ? "SSLV3" : "TLSV1"}_ALERT_${alert.toUpperCase()}`
	const reason = (1_000 + code).toString(16).padStart(3, "0")
	return `error:10000${reason}:SSL routines:OPENSSL_internal:${name}`
}
