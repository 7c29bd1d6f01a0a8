/** Where the sample service listens. */
export interface ServiceAddress {
  /** `http://127.0.0.1:1234` */
  readonly plain: string;
  /** With a certificate of its own that expires soon. */
  readonly secure: string;
  /** Over TLS, with a certificate (PEM) that is valid for weeks. */
  readonly certifiedPort: number;
  readonly certificate: string;
  readonly mailPort: number;
  readonly dnsPort: number;
  /** Of a container engine. */
  readonly engineSocket: string;
}
