import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesis;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisParam;
import com.alibaba.dashscope.aigc.videosynthesis.VideoSynthesisResult;
import com.alibaba.dashscope.common.AsyncTaskInfo;
import com.alibaba.dashscope.exception.ApiException;
import com.alibaba.dashscope.task.AsyncTaskListParam;
import com.alibaba.dashscope.utils.Constants;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** What the Java SDK does with the service: {@code JavaClient SENT} tells it as one JSON object, like the Python ones. */
public final class JavaClient {
    private final JsonObject sent;
    private final String key;
    private final VideoSynthesis videos = new VideoSynthesis();
    private final Map<String, Object> told = new LinkedHashMap<>();

    private JavaClient(JsonObject sent) {
        this.sent = sent;
        this.key = sent.get("key").getAsString();
    }

    public static void main(String[] arguments) throws Exception {
        JsonObject sent = JsonParser.parseString(arguments[0]).getAsJsonObject();
        Constants.baseHttpApiUrl = sent.get("base_url").getAsString();
        System.out.println(new Gson().toJson(new JavaClient(sent).cases()));
        System.exit(0); // the SDK's threads keep the process for another minute
    }

    private Map<String, Object> cases() throws Exception {
        told.put("call", facts(videos.call(edit(sent.get("page").getAsString()))));
        waits();
        VideoSynthesisResult failed = videos.call(edit("fail"));
        told.put(
                "failed",
                Arrays.asList(
                        failed.getOutput().getTaskStatus(), failed.getOutput().getCode(), failed.getOutput().getMessage()));
        told.put("refused", refusal(() -> videos.asyncCall(edit("rain", "media", "wan9"))));
        cancels();
        told.put("upload", facts(videos.call(edit("rain", "files", sent.get("model").getAsString()))));
        return told;
    }

    private void waits() throws Exception {
        VideoSynthesisResult made = videos.asyncCall(edit("rain"));
        VideoSynthesisResult fetched = videos.fetch(made, key);
        VideoSynthesisResult waited = videos.wait(made, key);
        Set<String> same = new TreeSet<>();
        for (VideoSynthesisResult one : Arrays.asList(made, fetched, waited)) {
            same.add(one.getOutput().getTaskId());
        }
        told.put(
                "wait",
                Arrays.asList(made.getOutput().getTaskStatus(), waited.getOutput().getTaskStatus(), same.size()));
    }

    private void cancels() throws Exception {
        VideoSynthesisResult held = videos.asyncCall(edit("hold"));
        AsyncTaskListParam asked =
                AsyncTaskListParam.builder()
                        .apiKey(key)
                        .modelName(sent.get("model").getAsString())
                        .status("PENDING")
                        .build();
        List<Boolean> listed = new ArrayList<>();
        for (AsyncTaskInfo job : videos.list(asked).getData()) {
            listed.add(job.getTaskId().equals(held.getOutput().getTaskId()));
        }
        told.put("list", listed);
        videos.cancel(held, key);
        List<Object> again = refusal(() -> videos.cancel(held, key));
        String state = videos.fetch(held, key).getOutput().getTaskStatus();
        told.put("cancel", Arrays.asList(200, state, again.get(0), again.get(1)));
    }

    private VideoSynthesisParam edit(String prompt) {
        return edit(prompt, "media", sent.get("model").getAsString());
    }

    private VideoSynthesisParam edit(String prompt, String media, String model) {
        List<VideoSynthesisParam.Media> given = new ArrayList<>();
        JsonArray all = sent.getAsJsonArray(media);
        for (JsonElement one : all) {
            JsonObject item = one.getAsJsonObject();
            given.add(
                    VideoSynthesisParam.Media.builder()
                            .url(item.get("url").getAsString())
                            .type(item.get("type").getAsString())
                            .build());
        }
        return VideoSynthesisParam.builder()
                .apiKey(key)
                .model(model)
                .prompt(prompt)
                .media(given)
                .resolution("720P")
                .promptExtend(true)
                .watermark(true)
                .build();
    }

    private static Map<String, Object> facts(VideoSynthesisResult result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("status", result.getOutput().getTaskStatus());
        facts.put("prompt", result.getOutput().getOrigPrompt());
        facts.put("url", result.getOutput().getVideoUrl());
        facts.put("tier", result.getUsage().getSR());
        facts.put("count", result.getUsage().getVideoCount());
        facts.put(
                "seconds",
                Arrays.asList(
                        result.getUsage().getInputVideoDuration(),
                        result.getUsage().getOutputVideoDuration(),
                        result.getUsage().getDuration()));
        return facts;
    }

    private static List<Object> refusal(Callable<?> act) throws Exception {
        try {
            act.call();
        } catch (ApiException refused) {
            return Arrays.asList(
                    refused.getStatus().getStatusCode(), refused.getStatus().getCode(), refused.getStatus().getMessage());
        }
        return null;
    }
}
