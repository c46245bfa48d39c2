/** Every line moved to the right. */
export function indentLines(text: string, by: number): string {
	return text.replace(/^(?=.)/gm, " ".repeat(by))
}

/** A server of nginx that is well but for what stands in `body`. */
export const nginxServer = (body: string) =>
	`server {\n  listen 443 ssl;\n  http2 on;\n  ssl_certificate /tls.crt;\n  ssl_certificate_key /tls.key;\n  ${body}\n}\n`
