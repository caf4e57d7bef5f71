/* Ends the main thread's wait for SIP from another thread, so that it may wait for long.
 *
 * Compiled into the production pjsua2 by bootstrap/pjsua2.py. pjsua2 calls it when another thread leaves a job for the
 * main thread (a key that came as RTP, for one), and recorder/sip_gate.py when the control path brings an order.
 */
#include <pjsua-lib/pjsua.h>
#include <sys/socket.h>
#include <unistd.h>

static int calling = -1; /* our end of the pair; the other one is among the sockets that the main thread waits for */
static int is_called;    /* since the main thread has last begun to listen */
static pj_pool_t *pool;
static pj_ioqueue_key_t *heard;
static pj_ioqueue_op_key_t reading;
static char read_into[16];

static void listen_again(void) {
    pj_ssize_t length;
    do {
        __atomic_store_n(&is_called, 0, __ATOMIC_SEQ_CST);
        length = sizeof(read_into);
    } while (pj_ioqueue_recv(heard, &reading, read_into, &length, 0) == PJ_SUCCESS);
}

static void on_read(pj_ioqueue_key_t *key, pj_ioqueue_op_key_t *op, pj_ssize_t read) {
    PJ_UNUSED_ARG(key);
    PJ_UNUSED_ARG(op);
    PJ_UNUSED_ARG(read);
    listen_again(); /* whatever came */
}

/* From now on; `pjsua_init` has been called. 0, or pjsip's status: then nobody can be woken. */
int hushtape_wake_up_begin(void) {
    static const pj_ioqueue_callback callback = {.on_read_complete = &on_read};
    pj_ioqueue_t *line = pjsip_endpt_get_ioqueue(pjsua_get_pjsip_endpt());
    int pair[2];
    pj_status_t status;
    if (socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair))
        return pj_get_netos_error();
    pool = pjsua_pool_create("wake-up", 256, 256);
    status = pool ? pj_ioqueue_register_sock(pool, line, pair[0], NULL, &callback, &heard) : PJ_ENOMEM;
    if (status != PJ_SUCCESS) {
        close(pair[0]);
        close(pair[1]);
        if (pool)
            pj_pool_release(pool);
        return status;
    }
    listen_again();
    __atomic_store_n(&calling, pair[1], __ATOMIC_SEQ_CST);
    return PJ_SUCCESS;
}

/* Before the library is destroyed. Twice is no error. Our end stays open: a thread may be about to call through it. */
void hushtape_wake_up_end(void) {
    if (__atomic_exchange_n(&calling, -1, __ATOMIC_SEQ_CST) < 0)
        return;
    pj_ioqueue_unregister(heard);
    pj_pool_release(pool);
}

/* From any thread: the main thread's wait ends now, or its next one at once. */
void hushtape_wake_up(void) {
    int ours = __atomic_load_n(&calling, __ATOMIC_SEQ_CST);
    if (ours >= 0 && !__atomic_exchange_n(&is_called, 1, __ATOMIC_SEQ_CST) &&
        send(ours, "", 1, MSG_DONTWAIT | MSG_NOSIGNAL) < 0)
        __atomic_store_n(&is_called, 0, __ATOMIC_SEQ_CST);
}
