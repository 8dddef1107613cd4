// Mistakes in one object: what becomes of it, a list of wrong objects. Only true mistakes stand
// here: an optional member that is left out is none.
import { isCreate, isPairingKey, withOctet } from "./values.mjs";

// What an object is, and which of its members must be there.
const objects = [
  [(o) => "cust_ip" in o, ["id", "account", "cust_ip", "p2p_ip", "interconnect", "magic"]],
  [(o) => "magic" in o, ["account", "interconnect", "magic"]],
  [(o) => "conduit_name" in o, ["conduit_name", "description", "mtu"]],
  [(o) => "customer_asn" in o, ["customer_asn", "extra_prefixes"]],
  [(o) => "occupied" in o, ["id", "facility", "occupied", "site", "speed"]],
  [
    (o) => "slot_id" in o && "facility" in o,
    ["account", "facility", "name", "site", "slot_id", "speed", "type"],
  ],
  [(o) => "address" in o && "name" in o, ["address", "name"]],
  [(o) => "pairing_key" in o, ["account", "type", "bandwidth", "pairing_key"]],
  [(o) => "slot_id" in o, ["account", "type", "slot_id"]],
  [(o) => "type" in o && "region" in o, ["account", "name", "region", "type"]],
  [(o) => "state" in o, ["state"]],
  [
    (o) => "cloud_provider" in o && "network_id" in o && !("id" in o),
    [
      "network_id",
      "region_code",
      "cloud_provider",
      "cloud_provider_region",
      "bgp_asn",
      "primary_cloud_account_id",
    ],
  ],
  [(o) => "cloud_provider" in o && "network_id" in o, ["id", "network_id", "region_code", "cloud_provider"]],
  [
    (o) => "available_bandwidth" in o,
    ["available_bandwidth", "cloud_provider", "cloud_provider_region", "location"],
  ],
  [(o) => o.record_type === "network", ["id", "name"]],
  [(o) => "code" in o && "title" in o, ["code", "title"]],
];

const without = (object, key) => Object.fromEntries(Object.entries(object).filter(([k]) => k !== key));
const renamed = (object, from, to) =>
  Object.fromEntries(Object.entries(object).map(([k, v]) => [k === from ? to : k, v]));

function requiredOf(object) {
  const found = objects.find(([is]) => is(object));
  return found ? found[1].filter((key) => key in object) : [];
}

// A misspelling of every member of the objects that are known; what is in the way is left out.
function misspellings(change) {
  return (object) =>
    objects.some(([is]) => is(object)) || "default_asn" in object || "primary_enabled" in object
      ? Object.keys(object)
          .map((key) => [key, change(key)])
          .filter(([key, other]) => other !== key && !(other in object))
          .map(([key, other]) => renamed(object, key, other))
      : [];
}

const inCloud = (object) => isCreate(object) && object.cloud_provider;

export const ofObjects = {
  "missing member": (object) => requiredOf(object).map((key) => without(object, key)),
  "empty object": (object) => (requiredOf(object).length > 0 && !("state" in object) ? [{}] : []),
  "two letters swapped": misspellings((key) =>
    key.length > 3 ? key[0] + key[2] + key[1] + key.slice(3) : key,
  ),
  "letter lost": misspellings((key) => (key.length > 3 ? key.slice(0, -2) + key.at(-1) : key)),
  "letter doubled": misspellings((key) => key + key.at(-1)),
  "camel case": misspellings((key) => key.replace(/_(.)/g, (_, c) => c.toUpperCase())),
  capitals: misspellings((key) => key.toUpperCase()),
  "dash for an underscore": misspellings((key) => key.replaceAll("_", "-")),
  "underscore lost": misspellings((key) => key.replaceAll("_", "")),
  "space in a name": misspellings((key) => key + " "),
  plural: misspellings((key) => (key.endsWith("s") ? key.slice(0, -1) : key + "s")),
  "member that there is not": (object) =>
    requiredOf(object).length > 0
      ? [
          { ...object, vlan: 100 },
          { ...object, comment: "new" },
        ]
      : [],
  "member of an answer in a request": (object) => [
    ...("magic" in object && !("cust_ip" in object)
      ? [{ ...object, cust_ip: "10.255.12.5/31", p2p_ip: "10.255.12.4/31" }]
      : []),
    ...(isCreate(object)
      ? [
          { ...object, status: "created" },
          { ...object, primary_enabled: true },
          { ...object, record_type: "virtual_cross_connect" },
          { ...object, created_at: "2026-03-14T09:26:53.589Z" },
        ]
      : []),
    ...("pairing_key" in object || ("slot_id" in object && !("facility" in object))
      ? [
          { ...object, name: "ams-am5-01" },
          { ...object, site: "ams01" },
        ]
      : []),
  ],
  "member of the other type": (object) => [
    ...("pairing_key" in object
      ? [
          { ...object, speed: "1G" },
          { ...object, slot_id: "4a6e0c1b-7d25-4f93-b8e1-52c9d07f3a64" },
        ]
      : []),
    ...("slot_id" in object && !("facility" in object)
      ? [
          { ...object, bandwidth: "1G" },
          { ...object, pairing_key: "7e51371e-72a3-40b5-b844-2e3efefaee59/europe-west3/1" },
        ]
      : []),
  ],
  "member of the old API": (object) =>
    isCreate(object)
      ? [
          renamed(object, "cloud_provider_region", "cloud_region"),
          renamed(object, "primary_cloud_account_id", "cloud_account_id"),
        ]
      : [],
  "prefix given twice": (object) =>
    object.extra_prefixes?.length
      ? [{ ...object, extra_prefixes: [...object.extra_prefixes, object.extra_prefixes[0]] }]
      : [],
  "prefixes as one text": (object) =>
    object.extra_prefixes
      ? [
          { ...object, extra_prefixes: ["10.0.0.0/8,172.16.0.0/12"] },
          { ...object, extra_prefixes: ["10.0.0.0/8 172.16.0.0/12"] },
        ]
      : [],
  "link among the prefixes": (object) =>
    object.bgp?.extra_prefixes && object.p2p_ip
      ? [
          {
            ...object,
            bgp: {
              ...object.bgp,
              extra_prefixes: [object.p2p_ip.replace(/\d+\//, (n) => (parseInt(n) & ~1) + "/")],
            },
          },
        ]
      : [],
  "both ends one address": (object) =>
    ["cust_ip", "primary_telnyx_ip"]
      .filter((key) => object[key] && (object.p2p_ip ?? object.primary_cloud_ip))
      .map((key) => ({ ...object, [key]: object.p2p_ip ?? object.primary_cloud_ip })),
  "documentation link": (object) =>
    object.cust_ip ? [{ ...object, cust_ip: "192.0.2.5/31", p2p_ip: "192.0.2.4/31" }] : [],
  "public link": (object) =>
    object.cust_ip ? [{ ...object, cust_ip: "8.8.4.5/31", p2p_ip: "8.8.4.4/31" }] : [],
  "link outside the link-local range": (object) =>
    object.cust_ip ? [{ ...object, cust_ip: "169.254.0.5/31", p2p_ip: "169.254.0.4/31" }] : [],
  "network for an end": (object) =>
    object.cust_ip
      ? [
          { ...object, cust_ip: "10.255.12.8/29", p2p_ip: "10.255.12.9/29" },
          { ...object, cust_ip: "10.255.12.15/29", p2p_ip: "10.255.12.9/29" },
        ]
      : [],
  "link too large": (object) =>
    object.cust_ip ? [{ ...object, cust_ip: "10.255.12.5/24", p2p_ip: "10.255.12.4/24" }] : [],
  "ends swapped": (object) =>
    object.cloud_provider === "azure" && object.primary_cloud_ip
      ? [
          {
            ...object,
            primary_cloud_ip: object.primary_telnyx_ip,
            primary_telnyx_ip: object.primary_cloud_ip,
          },
          {
            ...object,
            secondary_cloud_ip: object.secondary_telnyx_ip,
            secondary_telnyx_ip: object.secondary_cloud_ip,
          },
        ]
      : [],
  "end on another link": (object) =>
    inCloud(object) && object.primary_cloud_ip
      ? [64, 128]
          .map((bit) => ({
            ...object,
            primary_cloud_ip: withOctet(object.primary_cloud_ip, 3, (n) => n ^ bit),
          }))
          .concat([{ ...object, primary_telnyx_ip: withOctet(object.primary_telnyx_ip, 2, (n) => n ^ 1) }])
      : [],
  "one end of two": (object) =>
    inCloud(object) && object.primary_cloud_ip
      ? [without(object, "primary_cloud_ip"), without(object, "primary_telnyx_ip")]
      : [],
  "metadata address": (object) =>
    inCloud(object) && object.primary_cloud_ip
      ? [{ ...object, primary_cloud_ip: "169.254.169.254", primary_telnyx_ip: "169.254.169.253" }]
      : [],
  "circuits with one address": (object) =>
    object.secondary_cloud_ip && object.primary_cloud_ip && object.cloud_provider
      ? [
          {
            ...object,
            secondary_cloud_ip: object.primary_cloud_ip,
            secondary_telnyx_ip: object.primary_telnyx_ip,
          },
        ]
      : [],
  "circuits with one key": (object) =>
    object.secondary_bgp_key && object.primary_bgp_key
      ? [{ ...object, secondary_bgp_key: object.primary_bgp_key }]
      : [],
  "circuits with one pairing key": (object) =>
    isPairingKey(object.secondary_cloud_account_id)
      ? [{ ...object, secondary_cloud_account_id: object.primary_cloud_account_id }]
      : [],
  "circuits in one domain": (object) =>
    isPairingKey(object.secondary_cloud_account_id)
      ? [{ ...object, secondary_cloud_account_id: object.secondary_cloud_account_id.replace(/.$/, "1") }]
      : [],
  "second Azure circuit lost": (object) =>
    isCreate(object) && object.cloud_provider === "azure" && object.secondary_cloud_ip
      ? [Object.fromEntries(Object.entries(object).filter(([key]) => !key.startsWith("secondary")))]
      : [],
  "one Azure circuit enabled": (object) =>
    object.cloud_provider === "azure" && object.primary_enabled
      ? [{ ...object, secondary_enabled: false }]
      : [],
  "addresses for Google": (object) =>
    isCreate(object) && object.cloud_provider === "gce"
      ? [{ ...object, primary_telnyx_ip: "169.254.131.249", primary_cloud_ip: "169.254.131.250" }]
      : [],
  "regions swapped": (object) =>
    isCreate(object)
      ? [{ ...object, region_code: object.cloud_provider_region, cloud_provider_region: object.region_code }]
      : [],
  "announcement that is disabled": (object) =>
    object.primary_routing_announcement &&
    object.primary_enabled &&
    object.cloud_provider !== "azure" &&
    object.status
      ? [{ ...object, primary_enabled: false }]
      : [],
  "announcement too early": (object) =>
    object.primary_routing_announcement && object.status
      ? [
          { ...object, status: "created" },
          { ...object, status: "provisioning" },
        ]
      : [],
  "region that differs": (object) =>
    object.region?.code ? [{ ...object, region: { ...object.region, code: "chicago-il" } }] : [],
  "change that cannot be": (object) =>
    Object.keys(object).every((key) =>
      /^(primary|secondary)_(enabled|routing_announcement|cloud_ip)$/.test(key),
    )
      ? [
          { ...object, primary_bgp_key: "kR7mTq2vXw9LpZ4c" },
          { ...object, bandwidth_mbps: 100 },
        ]
      : [],
  "reason of a healthy interconnect": (object) =>
    object.state === "Healthy" ? [{ ...object, reason: "No light" }] : [],
  "slot that is free and has an account": (object) =>
    object.occupied === false ? [{ ...object, account: "8f3b9c41d02e4a7796b5e1fa40c7d2e8" }] : [],
  "mode without a session": (object) =>
    "cust_ip" in object && object.bgp_mode ? [without(object, "bgp")] : [],
};
