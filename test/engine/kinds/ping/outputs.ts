/** What `ping` writes on several systems, each for two replies and one loss, unless its name says something else. */
export const outputs = {
  iputils: `PING 192.0.2.7 (192.0.2.7) 56(84) bytes of data.
64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=11.4 ms
64 bytes from 192.0.2.7: icmp_seq=3 ttl=57 time=12.1 ms

--- 192.0.2.7 ping statistics ---
3 packets transmitted, 2 received, 33.3333% packet loss, time 402ms
rtt min/avg/max/mdev = 11.400/11.750/12.100/0.350 ms
`,
  duplicates: `64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=11.4 ms
64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=11.9 ms (DUP!)
64 bytes from 192.0.2.7: icmp_seq=2 ttl=57 time=12.1 ms

--- 192.0.2.7 ping statistics ---
3 packets transmitted, 2 received, +1 duplicates, 33.3333% packet loss, time 402ms
`,
  busybox: `PING 192.0.2.7 (192.0.2.7): 56 data bytes
64 bytes from 192.0.2.7: seq=0 ttl=57 time=11.400 ms
64 bytes from 192.0.2.7: seq=2 ttl=57 time=12.100 ms

--- 192.0.2.7 ping statistics ---
3 packets transmitted, 2 packets received, 33% packet loss
round-trip min/avg/max = 11.400/11.750/12.100 ms
`,
  macos: `PING 192.0.2.7 (192.0.2.7): 56 data bytes
64 bytes from 192.0.2.7: icmp_seq=0 ttl=57 time=11.400 ms
Request timeout for icmp_seq 1
64 bytes from 192.0.2.7: icmp_seq=2 ttl=57 time=12.100 ms

--- 192.0.2.7 ping statistics ---
3 packets transmitted, 2 packets received, 33.3% packet loss
round-trip min/avg/max/stddev = 11.400/11.750/12.100/0.350 ms
`,
  macosIpv6: `PING6(56=40+8+8 bytes) 2001:db8::2 --> 2001:db8::1
16 bytes from 2001:db8::1, icmp_seq=0 hlim=57 time=11.400 ms
16 bytes from 2001:db8::1, icmp_seq=2 hlim=57 time=12.100 ms

--- 2001:db8::1 ping6 statistics ---
3 packets transmitted, 2 packets received, 33.3% packet loss
round-trip min/avg/max/std-dev = 11.400/11.750/12.100/0.350 ms
`,
  windowsEnglish: `\r
Pinging 192.0.2.7 with 32 bytes of data:\r
Reply from 192.0.2.7: bytes=32 time=11ms TTL=57\r
Request timed out.\r
Reply from 192.0.2.7: bytes=32 time=12ms TTL=57\r
\r
Ping statistics for 192.0.2.7:\r
    Packets: Sent = 3, Received = 2, Lost = 1 (33% loss),\r
Approximate round trip times in milli-seconds:\r
    Minimum = 11ms, Maximum = 12ms, Average = 11ms\r
`,
  windowsGerman: `\r
Ping wird ausgef\x81hrt f\x81r 192.0.2.7 mit 32 Bytes Daten:\r
Antwort von 192.0.2.7: Bytes=32 Zeit=11ms TTL=57\r
Zeit\x81berschreitung der Anforderung.\r
Antwort von 192.0.2.7: Bytes=32 Zeit=12ms TTL=57\r
\r
Ping-Statistik f\x81r 192.0.2.7:\r
    Pakete: Gesendet = 3, Empfangen = 2, Verloren = 1\r
    (33% Verlust),\r
Ca. Zeitangaben in Millisek.:\r
    Minimum = 11ms, Maximum = 12ms, Mittelwert = 11ms\r
`,
  windowsFrench: `\r
R\x82ponse de 192.0.2.7\xff: octets=32 temps=11 ms TTL=57\r
D\x82lai d'attente de la demande d\x82pass\x82.\r
R\x82ponse de 192.0.2.7\xff: octets=32 temps=12 ms TTL=57\r
\r
    Minimum = 11ms, Maximum = 12ms, Moyenne = 11ms\r
`,
  windowsIpv6: `\r
Reply from 2001:db8::1: time=11ms \r
Request timed out.\r
Reply from 2001:db8::1: time=12ms \r
`,
} as const;

/** Windows ends with success although nothing replied. */
export const unreachableOnWindows = `\r
Pinging 192.0.2.7 with 32 bytes of data:\r
Reply from 192.0.2.1: Destination host unreachable.\r
Reply from 192.0.2.1: Destination host unreachable.\r
\r
Ping statistics for 192.0.2.7:\r
    Packets: Sent = 2, Received = 2, Lost = 0 (0% loss),\r
`;
