"""What `pjsua2.py` exchanges in pjproject 2.17, and why. A pjproject in which the old text is not found is refused."""

PATCHES = (
    ("pjmedia/build/Makefile", "bdimad_dev.o", ""),  # Debian leaves its source out
    (
        "pjsip/src/pjsip-ua/sip_siprec.c",  # a recording client's line without a label would be answered 400
        "if (!pjmedia_sdp_media_find_attr(sdp_offer->media[mi],",
        "if (0 && !pjmedia_sdp_media_find_attr(sdp_offer->media[mi],",
    ),
    (
        "pjsip/src/pjsua-lib/pjsua_media.c",  # and one in a re-INVITE would end the process
        "            m->attr[m->attr_count++] = pjmedia_sdp_attr_create_label(pool,",
        "            if (label_attr) m->attr[m->attr_count++] = pjmedia_sdp_attr_create_label(pool,",
    ),
    (
        "pjsip/src/pjsip-ua/sip_inv.c",  # an UPDATE with metadata alone (RFC 7866 §9.1) would be answered 488
        "if (rdata->msg_info.msg->body == NULL) {\n\n        status = pjsip_dlg_create_response(inv->dlg, rdata, ",
        "if (pjsip_rdata_get_sdp_info(rdata)->body.ptr == NULL) {\n\n"
        "        status = pjsip_dlg_create_response(inv->dlg, rdata, ",
    ),
    (
        "pjsip/src/pjsua-lib/pjsua_call.c",  # an INVITE refused whose answer cannot be sent would end the process
        "if (call->inv->dlg) {",
        "if (call->inv && call->inv->dlg) {",
    ),
    (
        "pjsip/src/pjsip/sip_transport.c",  # a message sent would hold PJSIP_MAX_PKT_LEN until its transaction's end
        "    /* Allocate buffer if necessary. */\n",
        "    char printed[PJSIP_MAX_PKT_LEN];\n    pj_ssize_t length;\n"
        "    if (pjsip_tx_data_is_valid(tdata)) return PJ_SUCCESS;\n"
        "    length = pjsip_msg_print(tdata->msg, printed, sizeof(printed));\n"
        "    if (length <= 0) return PJSIP_EMSGTOOLONG;\n"
        "    if (tdata->buf.end - tdata->buf.start <= length) {\n"
        "        tdata->buf.start = (char*)pj_pool_alloc(tdata->pool, length + 1);\n"
        "        tdata->buf.end = tdata->buf.start + length + 1;\n    }\n"
        "    pj_memcpy(tdata->buf.start, printed, length);\n"
        "    tdata->buf.cur = tdata->buf.start + length;\n    *tdata->buf.cur = 0;\n    return PJ_SUCCESS;\n"
        "    /* never reached: */\n",
    ),
    (
        "pjmedia/src/pjmedia/stream_imp_common.c",
        "            c_strm->rtp_src_cnt++;\n",  # RTP from elsewhere: pjmedia would follow the first packet of a stream
        "            extern void hushtape_heard_foreign_rtp(void);\n"
        "            hushtape_heard_foreign_rtp();\n            return;\n",
    ),
    (
        "pjsip/src/pjsua-lib/pjsua_media.c",  # ports one after the other met a stretch that others hold, and gave up
        "        RTP_RETRY = 100\n",
        "        RANDOM_RETRY = 50,\n        RTP_RETRY = RANDOM_RETRY + 32768\n",
    ),
    (
        "pjsip/src/pjsua-lib/pjsua_media.c",  # now they are looked for anywhere, then everywhere
        "    for (i=0; i<RTP_RETRY; ++i, acc->next_rtp_port += 2) {\n",
        "    for (i=0; i<RTP_RETRY; ++i, acc->next_rtp_port += 2) {\n"
        "        if (i > 0 && i <= RANDOM_RETRY && cfg->port_range > 1 && cfg->randomize_port)\n"
        "            acc->next_rtp_port = (pj_uint16_t)(cfg->port + pj_rand() % cfg->port_range / 2 * 2);\n",
    ),
    (
        "pjsip/src/pjsua2/endpoint.cpp",  # the main thread would see a key of RTP after its wait, then wait again
        "    pendingJobSize++;\n    pj_leave_critical_section();\n",
        "    pendingJobSize++;\n    pj_leave_critical_section();\n    hushtape_wake_up();\n",
    ),
    (
        "pjsip/src/pjsua2/endpoint.cpp",
        "    performPendingJobs();\n    return pjsua_handle_events(msec_timeout);\n",
        "    int events = pjsua_handle_events(msec_timeout);\n    performPendingJobs();\n    return events;\n",
    ),
    (
        "pjsip/src/pjsua2/endpoint.cpp",
        "void Endpoint::utilAddPendingJob(PendingJob *job)\n",
        'extern "C" void hushtape_wake_up(void);\n\nvoid Endpoint::utilAddPendingJob(PendingJob *job)\n',
    ),
    (
        "pjsip-apps/src/swig/python/setup.py",
        '["pjsua2_wrap.cpp"]',
        '["pjsua2_wrap.cpp", "sip_gate.c", "held_sound.c", "stream_counts.c", "wake_up.c"]',
    ),
    # What follows is for speed, with pjproject_speed.patch, and for sound without gaps: decision 22 in docs/decisions
    (
        "pjmedia/src/pjmedia/conference.c",  # the null device, to which every leg is drained, needs no mixture
        "            listener = conf->ports[conf_port->listener_slots[cj]];\n\n"
        "            /* Skip if this listener doesn't",
        "            if (conf_port->listener_slots[cj] == 0) continue;\n"
        "            listener = conf->ports[conf_port->listener_slots[cj]];\n\n"
        "            /* Skip if this listener doesn't",
    ),
    (
        "pjmedia/src/pjmedia/conference.c",  # perfect silence is in every mixture already
        "        level /= conf->samples_per_frame;\n",
        "        if (level == 0) {\n            conf_port->rx_level = 0;\n            continue;\n        }\n\n"
        "        level /= conf->samples_per_frame;\n",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",  # frames were dropped until less was left than a late packet needs
        "    burst_level = PJ_MAX(jb->jb_eff_level, jb->jb_level);\n",
        "    burst_level = PJ_MAX(PJ_MAX(jb->jb_eff_level, jb->jb_level), jb->jb_min_prefetch);\n",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",  # a packet that is a little late costs its own lateness, not a whole new prefetch
        "            if (jb->jb_prefetch)\n                jb->jb_prefetching = PJ_TRUE;\n",
        "            if (jb->jb_prefetch && jb->jb_level > 2 * jb->jb_prefetch)\n"
        "                jb->jb_prefetching = PJ_TRUE;\n",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",  # clocks that are off: docs/decisions/0023-a-delay-that-is-held.md
        "    unsigned        jb_min_delay;       /**< Minimum delay, in frames       */\n",
        "    unsigned        jb_min_delay;       /**< Minimum delay, in frames       */\n"
        "    pj_timestamp    held_from, held_at;\n"
        "    double          held_us_frames, held_target;\n"
        "    unsigned        held_puts, held_came;\n",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",
        "PJ_INLINE(void) jbuf_update(pjmedia_jbuf *jb, int oper)\n",
        "__thread unsigned hushtape_waited_us; /* how long the packet that is put has lain in its socket */\n\n"
        "/* Frames that the delay has been too long (> 0) or too short (< 0) on average over two seconds; 0 before\n"
        " * they are over. The size, weighted by time, is the delay, whatever the packets' phase; those that came\n"
        " * with this frame count for what they waited unread.\n"
        " */\n"
        "static int hushtape_off(pjmedia_jbuf *jb)\n"
        "{\n"
        "    enum { WINDOW_US = 2000000 };\n"
        "    unsigned size = jb_framelist_eff_size(&jb->jb_framelist), came = jb->held_came, us;\n"
        "    double mean, heard;\n"
        "    pj_timestamp now;\n\n"
        "    pj_get_timestamp(&now);\n"
        "    jb->held_came = 0;\n"
        "    if (jb->held_from.u64 == 0 || jb->jb_prefetching) {\n"
        "        jb->held_from = jb->held_at = now;\n"
        "        jb->held_us_frames = jb->held_puts = 0;\n"
        "        return 0;\n"
        "    }\n"
        "    if (size > came) jb->held_us_frames += (double)(size - came) * pj_elapsed_usec(&jb->held_at, &now);\n"
        "    jb->held_at = now;\n"
        "    us = pj_elapsed_usec(&jb->held_from, &now);\n"
        "    if (us < WINDOW_US) return 0;\n"
        "    mean = jb->held_us_frames / us;\n"
        "    heard = jb->held_puts * 1000.0 * jb->jb_frame_ptime / jb->jb_frame_ptime_denum / us;\n"
        "    jb->held_from.u64 = 0;\n"
        "    if (heard < .9 || !jb->jb_init_prefetch || jb->jb_status != JB_STATUS_PROCESSING) return 0;\n"
        "    if (jb->held_target == 0)\n"
        "        jb->held_target = PJ_MAX(jb->jb_init_prefetch - 1, PJ_MIN(jb->jb_init_prefetch + 1, mean));\n"
        "    if (mean < jb->held_target - .6) return -1;\n"
        "    return mean > PJ_MAX(jb->held_target, jb->jb_eff_level) + .6;\n"
        "}\n\n"
        "PJ_INLINE(void) jbuf_update(pjmedia_jbuf *jb, int oper)\n",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",
        "    cur_size = jb_framelist_eff_size(&jb->jb_framelist);\n\n    /* Check if frame size is larger",
        "    jb->held_puts++;\n"
        "    jb->held_came++;\n"
        "    jb->held_us_frames += hushtape_waited_us;\n"
        "    cur_size = jb_framelist_eff_size(&jb->jb_framelist);\n\n    /* Check if frame size is larger",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",
        "    if (jb->jb_prefetching) {\n\n        /* Can't return frame",
        "    int off = hushtape_off(jb);\n\n"
        "    if (off > 0) jb->jb_discard += pjmedia_jbuf_remove_frame(jb, 1);\n"
        "    if (jb->jb_prefetching) {\n\n        /* Can't return frame",
    ),
    (
        "pjmedia/src/pjmedia/jbuf.c",
        "    } else if (jb_framelist_eff_size(&jb->jb_framelist) < jb->jb_min_delay) {\n",
        "    } else if (off < 0 || jb_framelist_eff_size(&jb->jb_framelist) < jb->jb_min_delay) {\n",
    ),
)
"""The file, the old text, wherever it stands there, and the new."""
