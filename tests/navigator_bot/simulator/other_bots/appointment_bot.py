"""A bot that books appointments, in the common library's own style: an Application with a
ConversationHandler, inline keyboards, and reminders from the JobQueue.
"""

from __future__ import annotations

import asyncio
from typing import Any

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    filters,
)

Context = ContextTypes.DEFAULT_TYPE
DAY, REASON = range(2)
DAYS = InlineKeyboardMarkup(
    [[InlineKeyboardButton(day, callback_data=f"day:{day}") for day in ("Tuesday", "Thursday")]]
)


def build(
    token: str, base_url: str, *, remind_after: float
) -> Application[Any, Any, Any, Any, Any, Any]:
    """`remind_after` in seconds. Who blocked the bot goes into the queue `gone`."""
    application = ApplicationBuilder().token(token).base_url(base_url).build()
    application.bot_data.update(remind_after=remind_after, gone=asyncio.Queue())
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("book", book)],
            states={
                DAY: [CallbackQueryHandler(choose, pattern="^day:")],
                REASON: [MessageHandler(filters.TEXT & ~filters.COMMAND, keep)],
            },
            fallbacks=[CommandHandler("cancel", cancel)],
        )
    )
    return application


async def book(update: Update, context: Context) -> int:
    assert update.message is not None
    await update.message.reply_text("Which day suits you?", reply_markup=DAYS)
    return DAY


async def choose(update: Update, context: Context) -> int:
    query = update.callback_query
    assert query is not None
    assert query.data is not None
    assert context.user_data is not None
    day = context.user_data["day"] = query.data.removeprefix("day:")
    await query.answer()
    await query.edit_message_text(f"{day}. What is it about?")
    return REASON


async def keep(update: Update, context: Context) -> int:
    message = update.message
    assert message is not None
    assert context.user_data is not None
    assert context.job_queue is not None
    day = context.user_data["day"]
    await message.reply_html(f"Booked: <b>{day}</b>, {message.text}.")
    after = context.bot_data["remind_after"]
    context.job_queue.run_once(remind, after, chat_id=message.chat_id, data=day)
    return ConversationHandler.END


async def cancel(update: Update, context: Context) -> int:
    assert update.message is not None
    await update.message.reply_text("Nothing was booked.")
    return ConversationHandler.END


async def remind(context: Context) -> None:
    job, jobs = context.job, context.job_queue
    assert job is not None
    assert jobs is not None
    assert job.chat_id is not None
    try:
        await context.bot.send_message(job.chat_id, f"You have an appointment: {job.data}.")
    except RetryAfter as limit:
        jobs.run_once(remind, limit.retry_after, chat_id=job.chat_id, data=job.data)
    except Forbidden:
        context.bot_data["gone"].put_nowait(job.chat_id)
