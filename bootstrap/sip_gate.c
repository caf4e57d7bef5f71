/* The recorder's gate: who may say what to it, decided before anything is spent on the message.
 *
 * Compiled into the production pjsua2 by bootstrap/pjsua2.py and driven by recorder/sip_gate.py through ctypes. It stands
 * between pjsip's transaction layer (which absorbs retransmissions) and its user agent layer (which makes dialogs):
 * whatever it does not pass on never becomes a dialog, a call, or anything that Python sees.
 *
 * Everything here runs on the main thread, but for the counting of foreign RTP.
 */
#include <pjsip.h>
#include <pjsip_ua.h>
#include <pjsua-lib/pjsua.h>
#include <math.h>
#include <string.h>
#include <time.h>

#define MOST_NETWORKS 64
#define MOST_PEERS 256 /* trusted sources whose rate is followed at once */
#define MOST_LINKS 256 /* TLS connections whose certificate is trusted */

/* What is counted, in the order of recorder/sip_gate.py. */
enum { PASSED, STRANGER, FLOOD, METHOD, RATE, UNREADY, FOREIGN_RTP, COUNTS };

/* A network: an IPv6 address (IPv4 as ::ffff:a.b.c.d) and how many of its bits count. */
struct hushtape_network {
    unsigned char address[16];
    unsigned char bits;
};

/* A token bucket: how many tokens were left at which moment, seconds. */
struct hushtape_bucket {
    double left;
    double at_s;
};

struct peer {
    unsigned char address[16];
    int known;
    struct hushtape_bucket bucket;
};

static struct hushtape_network networks[MOST_NETWORKS];
static unsigned network_count;
static void *links[MOST_LINKS];
static struct peer peers[MOST_PEERS];
static struct hushtape_bucket refusals;
static double requests_per_s = 100, refusals_per_s = 50;
static int is_ready;
static unsigned long counts[COUNTS];

/* Whether a token could be taken at now_s; the bucket gains per_s tokens a second and holds two seconds' worth. */
int hushtape_bucket_take(struct hushtape_bucket *bucket, double now_s, double per_s) {
    double gained = (now_s - bucket->at_s) * per_s;
    bucket->left = fmin(bucket->left + (gained > 0 ? gained : 0), 2 * per_s);
    bucket->at_s = now_s;
    if (bucket->left < 1)
        return 0;
    bucket->left -= 1;
    return 1;
}

int hushtape_network_holds(const struct hushtape_network *network, const unsigned char address[16]) {
    unsigned whole = network->bits / 8, rest = network->bits % 8;
    if (memcmp(network->address, address, whole))
        return 0;
    return !rest || !((network->address[whole] ^ address[whole]) >> (8 - rest));
}

static double now_s(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + now.tv_nsec / 1e9;
}

static void read_address(const pj_sockaddr *from, unsigned char address[16]) {
    static const unsigned char mapped[12] = {[10] = 0xff, [11] = 0xff};
    if (from->addr.sa_family == pj_AF_INET6()) {
        memcpy(address, &from->ipv6.sin6_addr, 16);
    } else {
        memcpy(address, mapped, 12);
        memcpy(address + 12, &from->ipv4.sin_addr, 4);
    }
}

static int is_trusted(const pjsip_rx_data *rdata, const unsigned char address[16]) {
    unsigned i;
    for (i = 0; i < network_count; ++i)
        if (hushtape_network_holds(&networks[i], address))
            return 1;
    if (!PJSIP_TRANSPORT_IS_SECURE(rdata->tp_info.transport))
        return 0;
    for (i = 0; i < MOST_LINKS; ++i)
        if (links[i] == rdata->tp_info.transport)
            return 1;
    return 0;
}

/* Whether a trusted source may ask one thing more. Once there are too many, newcomers share the buckets of others. */
int hushtape_peer_may(const unsigned char address[16], double at_s) {
    unsigned place = 5381, i;
    struct peer *peer;
    for (i = 0; i < 16; ++i)
        place = place * 33 + address[i];
    peer = &peers[place % MOST_PEERS];
    for (i = 0; i < MOST_PEERS && peer->known && memcmp(peer->address, address, 16); ++i)
        peer = &peers[(place + i + 1) % MOST_PEERS];
    if (!peer->known) {
        memcpy(peer->address, address, 16);
        peer->known = 1;
        peer->bucket = (struct hushtape_bucket){2 * requests_per_s, at_s};
    }
    return hushtape_bucket_take(&peer->bucket, at_s, requests_per_s);
}

static pj_bool_t is_one_of(const pj_str_t *method, const char *const *names) {
    for (; *names; ++names)
        if (!pj_strcmp2(method, *names))
            return PJ_TRUE;
    return PJ_FALSE;
}

/* Say no without a transaction, while refusals are within their rate; beyond it, and to ACK, say nothing at all.
 * A Via with maddr would have the answer sent, after a look-up, wherever the sender likes. */
static pj_bool_t refuse(pjsip_rx_data *rdata, int why, int code) {
    pjsip_hdr headers;
    const pjsip_hdr *allow;
    pj_bool_t is_ack = rdata->msg_info.msg->line.req.method.id == PJSIP_ACK_METHOD;

    if (is_ack || rdata->msg_info.via->maddr_param.slen || !hushtape_bucket_take(&refusals, now_s(), refusals_per_s)) {
        ++counts[why == STRANGER ? FLOOD : why];
        return PJ_TRUE;
    }
    ++counts[why];
    pj_list_init(&headers);
    if (code == PJSIP_SC_SERVICE_UNAVAILABLE)
        pj_list_push_back(&headers, pjsip_retry_after_hdr_create(rdata->tp_info.pool, 5));
    if (code == PJSIP_SC_METHOD_NOT_ALLOWED) {
        allow = pjsip_endpt_get_capability(pjsua_get_pjsip_endpt(), PJSIP_H_ALLOW, NULL);
        if (allow)
            pj_list_push_back(&headers, pjsip_hdr_clone(rdata->tp_info.pool, allow));
    }
    pjsip_endpt_respond_stateless(pjsua_get_pjsip_endpt(), rdata, code, NULL, &headers, NULL);
    return PJ_TRUE;
}

/* RFC 3261 §12.2.2: a request belongs to a dialog when Call-ID and both tags match; none of them can be guessed. */
static pj_bool_t is_in_dialog(const pjsip_rx_data *rdata) {
    const pjsip_to_hdr *to = rdata->msg_info.to;
    return to->tag.slen && pjsip_ua_find_dialog(&rdata->msg_info.cid->id, &to->tag, &rdata->msg_info.from->tag, PJ_FALSE);
}

static pj_bool_t on_request(pjsip_rx_data *rdata) {
    static const char *const taken[] = {"INVITE", "ACK", "CANCEL", "OPTIONS", NULL};
    static const char *const only_in_dialogs[] = {"BYE", "INFO", "UPDATE", "PRACK", NULL};
    const pjsip_method *method = &rdata->msg_info.msg->line.req.method;
    unsigned char address[16];

    if (is_in_dialog(rdata))
        return PJ_FALSE;
    read_address(&rdata->pkt_info.src_addr, address);
    if (!is_trusted(rdata, address)) {
        refuse(rdata, STRANGER, PJSIP_SC_FORBIDDEN);
        if (PJSIP_TRANSPORT_IS_RELIABLE(rdata->tp_info.transport))
            pjsip_transport_shutdown(rdata->tp_info.transport);
        return PJ_TRUE;
    }
    if (method->id == PJSIP_ACK_METHOD)
        return PJ_TRUE; /* to an answer of ours without a dialog: there is nothing to do */
    if (!is_one_of(&method->name, taken))
        return refuse(rdata, METHOD, is_one_of(&method->name, only_in_dialogs) ? PJSIP_SC_CALL_TSX_DOES_NOT_EXIST
                                                                               : PJSIP_SC_METHOD_NOT_ALLOWED);
    if (method->id != PJSIP_CANCEL_METHOD && !hushtape_peer_may(address, now_s()))
        return refuse(rdata, RATE, PJSIP_SC_SERVICE_UNAVAILABLE);
    if (method->id == PJSIP_OPTIONS_METHOD && !is_ready)
        return refuse(rdata, UNREADY, PJSIP_SC_SERVICE_UNAVAILABLE);
    ++counts[PASSED];
    return PJ_FALSE;
}

static pjsip_module gate = {
    .name = {"mod-hushtape-gate", 17},
    .id = -1,
    .priority = PJSIP_MOD_PRIORITY_TSX_LAYER + 8,
    .on_rx_request = &on_request,
};

/* Stand in the way from now on. `pjsua_init` has been called; the endpoint's end takes the module with it. */
int hushtape_gate_close_in(double peer_requests_per_s, double stranger_answers_per_s) {
    requests_per_s = peer_requests_per_s;
    refusals_per_s = stranger_answers_per_s;
    refusals = (struct hushtape_bucket){2 * refusals_per_s, now_s()};
    return pjsip_endpt_register_module(pjsua_get_pjsip_endpt(), &gate);
}

/* 0, or -1 when there are too many networks. */
int hushtape_gate_trust(const struct hushtape_network *network) {
    if (network_count == MOST_NETWORKS)
        return -1;
    networks[network_count++] = *network;
    return 0;
}

/* Trust a TLS connection, or no more. 0, or -1 when there is no place for it: it is a stranger's then. */
int hushtape_gate_trust_link(void *transport, int trusted) {
    unsigned i;
    for (i = 0; i < MOST_LINKS; ++i)
        if (links[i] == transport)
            links[i] = NULL;
    for (i = 0; trusted && i < MOST_LINKS; ++i)
        if (!links[i]) {
            links[i] = transport;
            return 0;
        }
    return trusted ? -1 : 0;
}

/* Whether OPTIONS is answered 200 (RFC 3261 §11) or 503. */
void hushtape_gate_ready(int ready) { is_ready = ready; }

void hushtape_gate_counts(unsigned long copy[COUNTS]) { memcpy(copy, counts, sizeof(counts)); }

/* The connection that a received message came by. */
void *hushtape_link_of(const pjsip_rx_data *rdata) { return rdata->tp_info.transport; }

/* 0: UDP, 1: TCP, 2: TLS. */
int hushtape_carrier_of(const pjsip_rx_data *rdata) {
    const pjsip_transport *transport = rdata->tp_info.transport;
    return PJSIP_TRANSPORT_IS_SECURE(transport) ? 2 : PJSIP_TRANSPORT_IS_RELIABLE(transport) ? 1 : 0;
}

/* Called by pjmedia, which bootstrap/pjsua2.py patches: RTP from elsewhere than the negotiated address is dropped. */
void hushtape_heard_foreign_rtp(void) { __atomic_fetch_add(&counts[FOREIGN_RTP], 1, __ATOMIC_RELAXED); }
